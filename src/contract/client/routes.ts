// Generated from the routes: UPDATE_DOCS=1 npm test -- test/api/client.test.ts
export interface paths {
    "/api/v1/bars/{symbol}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bars of a symbol */
        get: {
            parameters: {
                query?: {
                    /** @description Span of a bar; made of finer bars where none of it are stored */
                    interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo" | "1y";
                    /** @description What prices are adjusted for as of now: raw as traded, split for splits, total for splits and dividends; by default as they are stored */
                    adjust?: "raw" | "split" | "total";
                    /** @description First time, included: a date (from its start in UTC) or a time */
                    from?: string;
                    /** @description Last time, included: a date (to its end in UTC) or a time */
                    to?: string;
                    /** @description Bars of a page; by default 1000 in JSON, and the whole range in other formats */
                    limit?: number;
                    /** @description Oldest or newest bars first */
                    order?: "asc" | "desc";
                    /** @description Value of `next` in the page before */
                    cursor?: string;
                    /** @description By default what Accept asks for, and else json */
                    format?: "json" | "ndjson" | "csv" | "arrow";
                };
                header?: never;
                path: {
                    /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
                    symbol: string;
                };
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
                        "application/json": components["schemas"]["Bars"];
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
    "/api/v1/bars/{symbol}/intervals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The intervals there are bars of, and how far they reach */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
                    symbol: string;
                };
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
                        "application/json": components["schemas"]["HeldIntervals"];
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
        /** @description The database does not answer: what answered in its place, and since when */
        Staleness: {
            /** Format: date-time */
            since: string;
            reason: string;
            file: string | null;
        };
        /** @description Bars of one symbol, in columns */
        Bars: {
            symbol: string;
            interval: string;
            /** @description As asked for; null: as stored */
            adjust: string | null;
            /** @description What the prices are adjusted for: raw, split or total; more than one where the series has a seam */
            bases: string[];
            /** @description Interval of the bars that these were made of; null: stored */
            resampledFrom: string | null;
            /** @description Of the prices, where it is known */
            currency: string | null;
            /** @description One array per column, all of the same length */
            columns: {
                /** @description Start, in milliseconds since 1970 (UTC); a date at 00:00 for days and longer */
                time: number[];
                open: (number | null)[];
                high: (number | null)[];
                low: (number | null)[];
                close: (number | null)[];
                /** @description Units traded; null where the source did not say */
                volume: (number | null)[];
            };
            /** @description Cursor of the next page; null: this is the last */
            next: string | null;
            stale: components["schemas"]["Staleness"] | null;
        };
        /** @description The intervals that bars of a symbol can be asked for */
        HeldIntervals: {
            symbol: string;
            intervals: {
                interval: string;
                /** @description Whether such bars are stored; else they are made of finer ones */
                stored: boolean;
                /** Format: date-time */
                first: string;
                /** Format: date-time */
                last: string;
                /** @description How many are stored */
                bars: number | null;
            }[];
            stale: components["schemas"]["Staleness"] | null;
        };
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
