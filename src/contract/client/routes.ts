// Generated from the routes: UPDATE_DOCS=1 npm test -- test/api/client.test.ts
export interface paths {
    "/api/v1/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Live"];
                    };
                };
                /** @description A problem, with what was expected, what came and what to do */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Live: {
            /** @constant */
            status: "ok";
        };
        /** @description Problem details (RFC 9457) with a code of ours */
        Problem: {
            /** @description Address of a page about this kind of problem */
            type: string;
            title: string;
            status: number;
            /** @description What was expected, what came, what to do */
            detail: string;
            /** @description The id of the request, as the log has it */
            instance: string;
            /** @enum {string} */
            code: "INTERNAL" | "USAGE" | "CONFIG_INVALID" | "NOT_FOUND" | "NO_DATA" | "SOURCE_UNUSABLE" | "DATA_DIR_IN_USE" | "DATA_DIR_UNUSABLE" | "PORT_UNAVAILABLE" | "DATABASE_UNAVAILABLE" | "DATABASE_UNSUITABLE" | "SQL_FAILED" | "VERIFY_MISMATCH" | "MIGRATION_CONFLICT" | "DISK_FULL" | "CONSENT_MISSING" | "PROGRAM_MISSING" | "INSTALL_FAILED" | "RIGHTS_MISSING" | "PORT_TAKEN" | "SERVICE_FAILED" | "RUN_FAILED" | "RUN_PARTIAL" | "NO_SOURCE_ANSWERED" | "STRATEGY_INVALID" | "INTERRUPTED";
            expected: string;
            got: string;
            remedy: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
