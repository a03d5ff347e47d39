// Generated from the routes: UPDATE_DOCS=1 npm test -- test/api/client.test.ts
export interface paths {
    "/api/v1/bars/{symbol}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bars of a symbol, of any interval
         * @description Described is JSON, which typed clients ask for; the other media types are application/x-ndjson, text/csv and application/vnd.apache.arrow.stream. JSON has a page of bars in columns; the other formats, chosen by `format` or by Accept, the whole range, streamed, unless there is a limit. `next`, or the Link header, leads to the next page. Answers have an ETag, or where they are too long to be kept a Last-Modified alone.
         */
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
    "/api/v1/backtests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test strategies on the bars of a symbol
         * @description With `Prefer: wait=N` the answer itself, where it comes within N seconds (at most 60).
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BacktestQuestionInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnsweredAnalysis"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Analysis"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search for the best parameters of strategies, or walk forward with them
         * @description With `Prefer: wait=N` the answer itself, where it comes within N seconds (at most 60).
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SearchQuestionInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnsweredAnalysis"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Analysis"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analyses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Questions in the background, the newest first */
        get: {
            parameters: {
                query?: {
                    kind?: "backtest" | "search" | "forecast" | "allocation" | "portfolio-backtest";
                    state?: "waiting" | "running" | "done" | "failed" | "cancelled";
                    /** @description Of all users; for admins */
                    all?: string;
                    limit?: number;
                    /** @description What `next` of the page before said */
                    cursor?: string;
                };
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
                        "application/json": {
                            /** @description The newest first */
                            analyses: components["schemas"]["Analysis"][];
                            /** @description The cursor of the next page */
                            next: string | null;
                        };
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
    "/api/v1/analyses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a question is, and its answer once it is done */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["AnsweredAnalysis"];
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
        /** Take a question back; one that has ended stays as it is */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": {
                            cancelled: boolean;
                            analysis: components["schemas"]["Analysis"];
                        };
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
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analyses/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a question is, as it goes on */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description `progress` again and again, then `done`, `failed` or `cancelled`, each with an Analysis */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
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
    "/api/v1/strategies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Strategies, and what else a backtest can be told */
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
                        "application/json": {
                            strategies: components["schemas"]["Strategy"][];
                            /** @description Statistics to rank by */
                            metrics: string[];
                            /** @description Brokers whose fees are known */
                            brokers: string[];
                            /** @description What holds where a question says nothing */
                            defaults: {
                                cash: number;
                                commission: number;
                                slippage: number;
                                /** @enum {string} */
                                direction: "long" | "long-short";
                                /** @enum {string} */
                                fill: "close" | "next-open";
                            };
                        };
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
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Backtests that are kept */
        get: {
            parameters: {
                query?: {
                    /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
                    symbol?: string;
                    limit?: number;
                    /** @description What `next` of the page before said */
                    cursor?: string;
                };
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
                        "application/json": {
                            /** @description The newest first */
                            runs: components["schemas"]["RunHead"][];
                            /** @description The cursor of the next page */
                            next: string | null;
                        };
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
    "/api/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them as it was answered */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["KeptRun"];
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
        /** Delete one of them */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": {
                            deleted: number;
                        };
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
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{a}/compare/{b}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How two of them differ */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    a: string;
                    b: string;
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
                        "application/json": components["schemas"]["RunComparison"];
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
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks, and with what right */
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
                        "application/json": components["schemas"]["CurrentSession"];
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
        /** Log in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LoginInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LoggedIn"];
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
        /** Log out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
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
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change one’s own password, which ends all other sessions */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasswordChangeInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LoggedIn"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s own sessions */
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
                        "application/json": components["schemas"]["OwnSessions"];
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
        /** End one of one’s own sessions, or all but the one that asks */
        delete: {
            parameters: {
                query?: {
                    /** @description Only this one; without it all but the one that asks */
                    id?: string;
                };
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
                        "application/json": {
                            ended: number;
                        };
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
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys of the API */
        get: {
            parameters: {
                query?: {
                    /** @description Those of all users, which only admins may see */
                    all?: string;
                };
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
                        "application/json": components["schemas"]["ApiKeys"];
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
        /** Make a key */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewKeyInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CreatedKey"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key: one’s own, or as an admin any */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
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
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All users */
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
                        "application/json": components["schemas"]["Users"];
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
        /** Add a user. The first one is added by the command line */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewUserInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserAndPassword"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a user with their sessions and keys */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
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
        options?: never;
        head?: never;
        /** Change the right of a user, block them or let them in again, or give another password */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UserChangeInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserAndPassword"];
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
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes and what was refused, the newest first */
        get: {
            parameters: {
                query?: {
                    actor?: string;
                    limit?: number;
                    /** @description The next of the answer before */
                    cursor?: string;
                };
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
                        "application/json": components["schemas"]["Audit"];
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
    "/api/v1/freshness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far bars reach, by exchange and interval
         * @description A session without a bar of which a source said that there is none counts as known.
         */
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
                        "application/json": components["schemas"]["Freshness"];
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
    "/api/v1/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether questions can be answered, and why not */
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
                        "application/json": components["schemas"]["Ready"];
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ready"];
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
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the process measures, for Prometheus */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Text format 0.0.4 */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
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
    "/api/v1/instruments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search or list instruments with their last closes
         * @description The best match first: the symbol itself, symbols that begin with the query, names that begin with it, names with words that do, then what contains it. Without a query by symbol.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Beginning of a symbol, or words of a name; capitals and signs make no difference */
                    query?: string;
                    /** @description Code of an exchange, or id of a calendar (XNYS) */
                    exchange?: string;
                    limit?: number;
                    /** @description next of the page before */
                    cursor?: string;
                };
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
                        "application/json": components["schemas"]["Instruments"];
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
    "/api/v1/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Last closes and changes of a list of symbols */
        get: {
            parameters: {
                query: {
                    /** @description Symbols, separated by commas: at most 1,000 */
                    symbols: string;
                };
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
                        "application/json": components["schemas"]["Quotes"];
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
    "/api/v1/movers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What moved most in the latest common session
         * @description Of the session that most instruments with daily bars have as their last, the latest among equals. Changes are adjusted for splits.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                };
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
                        "application/json": components["schemas"]["Movers"];
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
    "/api/v1/instruments/{symbol}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known of an instrument */
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
                        "application/json": components["schemas"]["Instrument"];
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
    "/api/v1/watchlists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your watchlists, in the order in which they were made */
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
                        "application/json": components["schemas"]["Watchlists"];
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
        /** A new watchlist */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WatchlistContentInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Watchlist"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/watchlists/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One watchlist */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["Watchlist"];
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
        /** Replaces the name and the symbols of a watchlist */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WatchlistChangeInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Watchlist"];
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
        post?: never;
        /** Deletes a watchlist */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
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
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/watchlists/{id}/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last closes of a watchlist, in its order
         * @description Symbols that are no instruments are left out.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["Quotes"];
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
    "/api/v1/forecasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forecast the closes of a symbol
         * @description With `Prefer: wait=N` the answer itself, where it comes within N seconds (at most 60).
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ForecastQuestionInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnsweredAnalysis"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Analysis"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/allocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Divide capital among instruments
         * @description With `Prefer: wait=N` the answer itself, where it comes within N seconds (at most 60).
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AllocationQuestionInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnsweredAnalysis"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Analysis"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolio-backtests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Buy and rebalance a portfolio over the past
         * @description With `Prefer: wait=N` the answer itself, where it comes within N seconds (at most 60).
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PortfolioBacktestQuestionInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnsweredAnalysis"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Analysis"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forecasts/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Forecasts that were made, the newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
                    symbol?: string;
                    /** @description Span of a bar */
                    interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
                    limit?: number;
                    cursor?: string;
                };
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
                        "application/json": components["schemas"]["ForecastHistory"];
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
    "/api/v1/forecasts/history/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them beside what has happened since */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["KeptForecastWhole"];
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
    "/api/v1/forecasts/scores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What forecasts were worth, by model and by how far they reach
         * @description Forecasts are scored against the bars that have come by now.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
                    symbol?: string;
                    /** @description Span of a bar */
                    interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
                };
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
                        "application/json": components["schemas"]["ForecastScores"];
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
    "/api/v1/portfolios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your portfolios */
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
                        "application/json": components["schemas"]["Portfolios"];
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
        /** Keep a portfolio */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PortfolioContentInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Portfolio"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolios/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of them
         * @description Its ETag is what a change of it has to name as If-Match.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Number of the portfolio */
                    id: string;
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
                        "application/json": components["schemas"]["Portfolio"];
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
        /**
         * Replace one of them
         * @description If-Match names the version that was read: where somebody else wrote since, nothing is changed, and the answer is 412.
         */
        put: {
            parameters: {
                query?: never;
                header: {
                    /** @description The ETag of the version that was read, or * for whichever there is */
                    "if-match": string;
                };
                path: {
                    /** @description Number of the portfolio */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PortfolioContentInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Portfolio"];
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
        post?: never;
        /** Delete one of them */
        delete: {
            parameters: {
                query?: never;
                header: {
                    /** @description The ETag of the version that was read, or * for whichever there is */
                    "if-match": string;
                };
                path: {
                    /** @description Number of the portfolio */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is deleted */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
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
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolios/{id}/valuation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What it is worth at the last closes, its weights, and how far they are from their targets */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Number of the portfolio */
                    id: string;
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
                        "application/json": components["schemas"]["Valuation"];
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
    "/api/v1/portfolios/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What its holdings of today would have been worth at each close */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                };
                header?: never;
                path: {
                    /** @description Number of the portfolio */
                    id: string;
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
                        "application/json": components["schemas"]["ValueHistory"];
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
    "/api/v1/portfolio-drafts/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The portfolio of the configuration file, as content for a new one */
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
                        "application/json": components["schemas"]["PortfolioDraft"];
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
    "/api/v1/portfolio-drafts/csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Holdings of a CSV text, as content for a new portfolio
         * @description Nothing is kept. Rows of one symbol are lots: they are added up.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description With a header: symbol, quantity, and if wanted cost (per share), target (percent), category; a row of CASH is cash */
                        csv: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PortfolioDraft"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instruments/{symbol}/dividends": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Dividends of an instrument */
        get: {
            parameters: {
                query?: {
                    /** @description First ex-date, included */
                    from?: string;
                    /** @description Last ex-date, included */
                    to?: string;
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
                        "application/json": components["schemas"]["Dividends"];
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
    "/api/v1/instruments/{symbol}/splits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Splits of an instrument */
        get: {
            parameters: {
                query?: {
                    /** @description First ex-date, included */
                    from?: string;
                    /** @description Last ex-date, included */
                    to?: string;
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
                        "application/json": components["schemas"]["Splits"];
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
    "/api/v1/instruments/{symbol}/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Option chain as of a time */
        get: {
            parameters: {
                query?: {
                    /** @description The chain as it was quoted then, a date to its end in UTC; by default now */
                    asOf?: string;
                    /** @description Only contracts of this expiration */
                    expiration?: string;
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
                        "application/json": components["schemas"]["OptionChain"];
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
    "/api/v1/instruments/{symbol}/options/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When an option chain was quoted */
        get: {
            parameters: {
                query?: {
                    /** @description Earlier than this; next of the page before */
                    before?: string;
                    limit?: number;
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
                        "application/json": components["schemas"]["OptionSnapshots"];
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
    "/api/v1/options/{contract}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Quotes of one contract over time */
        get: {
            parameters: {
                query?: {
                    /** @description Earlier than this; next of the page before */
                    before?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description As in the chain: AAPL140606C00640000 */
                    contract: string;
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
                        "application/json": components["schemas"]["OptionHistory"];
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
    "/api/v1/indicators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The indicators there are */
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
                        "application/json": components["schemas"]["IndicatorCatalogue"];
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
    "/api/v1/indicators/{id}/{symbol}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An indicator as a series
         * @description Parameters of the indicator come as param.NAME, for example param.timeperiod=14.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Span of a bar */
                    interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
                    /** @description What prices are adjusted for as of now: raw as traded, split for splits, total for splits and dividends; by default as they are stored */
                    adjust?: "raw" | "split" | "total";
                    /** @description First time to give; earlier bars still serve as warm-up */
                    from?: string;
                    /** @description Last time, included */
                    to?: string;
                };
                header?: never;
                path: {
                    /** @description Name or alias of an indicator */
                    id: string;
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
                        "application/json": components["schemas"]["IndicatorSeries"];
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
    "/api/v1/analysis/{symbol}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Technical analysis at the last bar */
        get: {
            parameters: {
                query?: {
                    /** @description Span of a bar */
                    interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
                    /** @description What prices are adjusted for as of now: raw as traded, split for splits, total for splits and dividends; by default as they are stored */
                    adjust?: "raw" | "split" | "total";
                    /** @description First time to give; earlier bars still serve as warm-up */
                    from?: string;
                    /** @description Last time, included */
                    to?: string;
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
                        "application/json": components["schemas"]["TechnicalAnalysis"];
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
    "/api/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bars as they are written
         * @description Server-sent events. At first the newest bar of each series, then each that is new or was changed. Come back with Last-Event-ID for what came meanwhile. While changes cannot be heard, `degraded` is sent, and `recovered` once they are again.
         */
        get: {
            parameters: {
                query: {
                    /** @description Symbols, separated by commas: at most 100 */
                    symbols: string;
                    /** @description Intervals of stored bars, separated by commas; by default days */
                    intervals?: string;
                    /** @description What prices are adjusted for as of now: raw as traded, split for splits, total for splits and dividends; by default as they are stored */
                    adjust?: "raw" | "split" | "total";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description bar: {symbol, interval, adjust, time, open, high, low, close, volume}; changed: {symbols}; degraded: {reason, since}; recovered: {} */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
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
    "/udf/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the data feed can do */
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
                        "application/json": {
                            /** @enum {boolean} */
                            supports_search: true;
                            /** @enum {boolean} */
                            supports_group_request: false;
                            supports_marks: boolean;
                            /** @enum {boolean} */
                            supports_timescale_marks: true;
                            /** @enum {boolean} */
                            supports_time: true;
                            supported_resolutions: string[];
                            exchanges: {
                                value: string;
                                name: string;
                                desc: string;
                            }[];
                            symbols_types: {
                                name: string;
                                value: string;
                            }[];
                        };
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
    "/udf/time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Seconds since 1970 */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description As text */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
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
    "/udf/symbols": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One symbol */
        get: {
            parameters: {
                query: {
                    symbol: string;
                };
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
                        "application/json": {
                            name: string;
                            ticker: string;
                            description: string;
                            type: string;
                            session: string;
                            timezone: string;
                            exchange: string;
                            listed_exchange: string;
                            "exchange-traded": string;
                            "exchange-listed": string;
                            /** @enum {number} */
                            minmov: 1;
                            pricescale: number;
                            /** @enum {string} */
                            format: "price";
                            has_intraday: boolean;
                            has_daily: boolean;
                            has_weekly_and_monthly: boolean;
                            supported_resolutions: string[];
                            intraday_multipliers: string[];
                            volume_precision: number;
                            data_status: string;
                            currency_code?: string;
                            sector?: string;
                            industry?: string;
                        } | {
                            /** @enum {string} */
                            s: "error";
                            errmsg: string;
                        };
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
    "/udf/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search symbols */
        get: {
            parameters: {
                query?: {
                    query?: string;
                    type?: string;
                    exchange?: string;
                    limit?: number;
                };
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
                        "application/json": {
                            symbol: string;
                            full_name: string;
                            ticker: string;
                            description: string;
                            exchange: string;
                            type: string;
                        }[];
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
    "/udf/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bars of a stretch of a chart, adjusted for splits */
        get: {
            parameters: {
                query: {
                    symbol: string;
                    /** @description 1, 5, 60, 1D, 1W, 1M … */
                    resolution: string;
                    /** @description First second, included */
                    from?: string;
                    /** @description Last second, not included */
                    to: string;
                    /** @description So many bars before `to`, whatever `from` says; 20,000 are given at most */
                    countback?: number;
                };
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
                        "application/json": {
                            /** @enum {string} */
                            s: "ok";
                            t: number[];
                            o: (number | null)[];
                            h: (number | null)[];
                            l: (number | null)[];
                            c: (number | null)[];
                            v: (number | null)[];
                        } | {
                            /** @enum {string} */
                            s: "no_data";
                            nextTime?: number;
                        } | {
                            /** @enum {string} */
                            s: "error";
                            errmsg: string;
                        };
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
    "/udf/marks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Marks on bars: dividends and splits */
        get: {
            parameters: {
                query: {
                    symbol: string;
                    from: string;
                    to: string;
                    /** @description 1, 5, 60, 1D, 1W, 1M … */
                    resolution?: string;
                };
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
                        "application/json": {
                            id: string[];
                            time: number[];
                            color: string[];
                            text: string[];
                            label: string[];
                            labelFontColor: string[];
                            minSize: number[];
                        };
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
    "/udf/timescale_marks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Marks on the time scale: dividends and splits */
        get: {
            parameters: {
                query: {
                    symbol: string;
                    from: string;
                    to: string;
                    /** @description 1, 5, 60, 1D, 1W, 1M … */
                    resolution?: string;
                };
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
                        "application/json": {
                            id: string;
                            time: number;
                            color: string;
                            label: string;
                            tooltip: string[];
                        }[];
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
    "/udf/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Last closes */
        get: {
            parameters: {
                query: {
                    symbols: string;
                };
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
                        "application/json": {
                            /** @enum {string} */
                            s: "ok";
                            d: {
                                /** @enum {string} */
                                s: "ok" | "error";
                                n: string;
                                v: {
                                    [key: string]: unknown;
                                };
                            }[];
                        };
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
    "/v8/finance/chart/{symbol}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Yahoo's chart route
         * @description Prices are adjusted for splits, adjclose for dividends too; the time of a day is that at which its session opens. Problems come in the shape in which Yahoo has them.
         */
        get: {
            parameters: {
                query?: {
                    /** @description First second, included */
                    period1?: string;
                    /** @description Last second, not included; by default now */
                    period2?: string;
                    /** @description In place of period1 and period2: so long until the last bar */
                    range?: "1d" | "5d" | "1mo" | "3mo" | "6mo" | "1y" | "2y" | "5y" | "10y" | "ytd" | "max";
                    interval?: "60m" | "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo" | "1y";
                    /** @description div and split, separated by | or a comma */
                    events?: string;
                    /** @description Taken, and of no effect: bars are given as stored */
                    includePrePost?: string;
                    includeAdjustedClose?: "true" | "false";
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
                        "application/json": components["schemas"]["YahooChart"];
                    };
                };
                /** @description Default Response */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["YahooChart"];
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
    "/api/v1/migration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the migration is
         * @description Its steps, what was verified, who answers now, what to do next. Also of one that another process does.
         */
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
                        "application/json": components["schemas"]["MigrationStatus"];
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
    "/api/v1/migration/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have one step of the migration done
         * @description Begins what "stockula migrate ACTION" does, in a process of its own. One at a time. It ends with this server, and can be gone on with (resume).
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description As "stockula migrate …" names it */
                    action: "plan" | "run" | "resume" | "follow" | "verify" | "switch" | "rollback";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StartMigrationInput"];
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MigrationCommand"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/migration/command": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Have the command that runs end
         * @description It ends where it can be gone on with, as by Ctrl-C.
         */
        delete: {
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
                        "application/json": {
                            stopped: boolean;
                        };
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
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/migration/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow a command while it works */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description "command": as GET /migration tells it, whenever it changes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
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
    "/api/v1/etl/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs of the pipeline, the newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description Only runs that began before this one */
                    before?: string;
                };
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
                        "application/json": components["schemas"]["EtlRuns"];
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
    "/api/v1/etl/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run, symbol by symbol */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["EtlRunDetails"];
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
    "/api/v1/etl/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Providers in the order in which they are asked */
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
                        "application/json": components["schemas"]["Sources"];
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
    "/api/v1/etl/fetch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have what is missing of bars, dividends and splits fetched in the background
         * @description A job for each symbol. Only sessions that are not held are asked for.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FetchRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QueuedJobs"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/etl/heal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have gaps filled between the first stored bar and today, in the background */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HealRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QueuedJobs"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which sessions are held, provisional, missing or absent
         * @description A line for each symbol and interval, in pages of symbols.
         */
        get: {
            parameters: {
                query?: {
                    /** @description May be given several times */
                    symbol?: string | string[];
                    /** @description Only instruments of this exchange, as it is stored */
                    exchange?: string;
                    /** @description Span of a bar */
                    interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
                    /** @description First session of the picture; by default the first bar */
                    from?: string;
                    /** @description Last session of the picture; by default today */
                    to?: string;
                    /** @description The last symbol of the page before */
                    after?: string;
                    /** @description Symbols of a page */
                    limit?: number;
                };
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
                        "application/json": components["schemas"]["Coverage"];
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
    "/api/v1/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows that were set aside, whole, with the reason and the fields it is about */
        get: {
            parameters: {
                query?: {
                    origin?: "migration" | "pipeline";
                    /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
                    symbol?: string;
                    reason?: string;
                    table?: string;
                    /** @description Number of the run that set them aside */
                    run?: string;
                    limit?: number;
                    cursor?: string;
                };
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
                        "application/json": components["schemas"]["Quarantine"];
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
    "/api/v1/quarantine/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many rows were set aside for which reason */
        get: {
            parameters: {
                query?: {
                    origin?: "migration" | "pipeline";
                    /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
                    symbol?: string;
                    reason?: string;
                    table?: string;
                    /** @description Number of the run that set them aside */
                    run?: string;
                };
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
                        "application/json": components["schemas"]["QuarantineCounts"];
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
    "/api/v1/quarantine/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A row that was set aside, and the bars that are stored around it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["QuarantineDetails"];
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
    "/api/v1/quarantine/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Store a row as it is, on your word
         * @description In place of any that is stored. Rows of a migration are refused.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["Released"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a row aside no longer, and store nothing in its place */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["Dismissed"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store several rows as they are: all of them or none */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["QuarantineChoiceInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Released"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set several rows aside no longer: all of them or none */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["QuarantineChoiceInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Dismissed"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files that were sent, the latest first */
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
                        "application/json": components["schemas"]["Uploads"];
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
        /**
         * Send a file of market data
         * @description As multipart/form-data with one file: CSV, JSON or Parquet, plain, in gzip or zip. Its beginning is looked at; then its import is to be asked for. `api.upload_limit_mb` is the largest size.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Upload"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look at a file again, with what you say of it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PreviewRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Upload"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a file imported in the background: all of it or nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ImportRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Upload"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file that was sent, and what became of it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["Upload"];
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
        /** Stop the import of a file, or forget one that has ended */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["Upload"];
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
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What becomes of a file, as it happens */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description `upload`, with the same as the route without /events, at first and at each change */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
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
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs: what runs, what waits, what ended last */
        get: {
            parameters: {
                query?: {
                    state?: "waiting" | "retrying" | "running" | "done" | "failed" | "cancelled";
                    kind?: string;
                    /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
                    symbol?: string;
                    limit?: number;
                };
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
                        "application/json": components["schemas"]["Jobs"];
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
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that is known about a job */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["Job"];
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
    "/api/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a failed or cancelled job tried again, with all attempts */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["DecidedJob"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a job out of the queue; one that runs is told to stop */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["DecidedJob"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the parts of the system fare
         * @description Not older than five seconds.
         */
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
                        "application/json": components["schemas"]["System"];
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
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your rules and how they stand */
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
                        "application/json": components["schemas"]["AlertRules"];
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
        /**
         * A new rule
         * @description Where its condition is true already, it fires once it has been false.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AlertContentInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertRule"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a rule would come to now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AlertContentInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertPreview"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces a rule */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AlertChangeInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertRule"];
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
        post?: never;
        /** Deletes a rule; its events stay */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
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
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When your rules came true, the newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Only those */
                    unacknowledged?: "true" | "false";
                    limit?: number;
                    cursor?: string;
                };
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
                        "application/json": components["schemas"]["AlertEvents"];
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
    "/api/v1/alerts/events/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that an event was seen */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["AcknowledgedAlerts"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/events/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that all events were seen */
        post: {
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
                        "application/json": components["schemas"]["AcknowledgedAlerts"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your webhooks */
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
                        "application/json": components["schemas"]["Webhooks"];
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
        /**
         * A new webhook, and the secret it is signed with
         * @description Each event of your rules is posted there as JSON. x-stockula-signature is "v1=" and the HMAC-SHA256 (hex) of x-stockula-timestamp, a full stop and the body, by the secret.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WebhookContentInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewWebhook"];
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a webhook, and what was still to be sent there */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
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
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a test to a webhook now, once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
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
                        "application/json": components["schemas"]["WebhookTest"];
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
        LoginInput: {
            user: string;
            password: string;
        };
        PasswordChangeInput: {
            current: string;
            password: string;
        };
        NewKeyInput: {
            name: string;
            /**
             * @description read: answers; analyse: also analyses and what is one’s own; admin: everything
             * @default read
             * @enum {string}
             */
            right: "read" | "analyse" | "admin";
            /**
             * @description Null: never
             * @default null
             */
            expiresAt: string | null;
        };
        NewUserInput: {
            name: string;
            /**
             * @description read: answers; analyse: also analyses and what is one’s own; admin: everything
             * @default read
             * @enum {string}
             */
            right: "read" | "analyse" | "admin";
            /**
             * @description Null: one is made up, and told in the answer only
             * @default null
             */
            password: string | null;
        };
        /** @description What stays as it is, is left out. Another password ends all sessions */
        UserChangeInput: {
            /**
             * @description read: answers; analyse: also analyses and what is one’s own; admin: everything
             * @enum {string}
             */
            right?: "read" | "analyse" | "admin";
            disabled?: boolean;
            /** @description Null: one is made up, and told in the answer only */
            password?: string | null;
        };
        /** @description When a rule is true */
        AlertConditionInput: {
            /** @constant */
            kind: "price";
            /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
            symbol: string;
            /**
             * @description Span of a bar
             * @default 1d
             * @enum {string}
             */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /**
             * @description Crossings look at the bar before as well: at or below the threshold there, above it here
             * @enum {string}
             */
            operator: "above" | "below" | "crosses_above" | "crosses_below";
            threshold: number;
        } | {
            /** @constant */
            kind: "change";
            /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
            symbol: string;
            /**
             * @description Span of a bar
             * @default 1d
             * @enum {string}
             */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /**
             * @description Crossings look at the bar before as well: at or below the threshold there, above it here
             * @enum {string}
             */
            operator: "above" | "below" | "crosses_above" | "crosses_below";
            threshold: number;
            /**
             * @description Against the close so many bars before
             * @default 1
             */
            bars: number;
        } | {
            /** @constant */
            kind: "indicator";
            /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
            symbol: string;
            /**
             * @description Span of a bar
             * @default 1d
             * @enum {string}
             */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /**
             * @description Crossings look at the bar before as well: at or below the threshold there, above it here
             * @enum {string}
             */
            operator: "above" | "below" | "crosses_above" | "crosses_below";
            threshold: number;
            /** @description As GET /indicators names it */
            indicator: string;
            /** @default {} */
            parameters: {
                [key: string]: number;
            };
            /** @description Which of its outputs */
            output: string;
        } | {
            /** @constant */
            kind: "drift";
            portfolio: string;
            /**
             * @description Crossings look at the bar before as well: at or below the threshold there, above it here
             * @enum {string}
             */
            operator: "above" | "below" | "crosses_above" | "crosses_below";
            threshold: number;
        } | {
            /** @constant */
            kind: "stale";
            /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
            symbol: string;
            /**
             * @description Span of a bar
             * @default 1d
             * @enum {string}
             */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /**
             * @description Crossings look at the bar before as well: at or below the threshold there, above it here
             * @enum {string}
             */
            operator: "above" | "below" | "crosses_above" | "crosses_below";
            threshold: number;
        };
        /** @description A rule as a user writes it */
        AlertContentInput: {
            name: string;
            condition: components["schemas"]["AlertConditionInput"];
            /**
             * @description It fires when the condition becomes true, and then not before it was false; with a cooldown at most once in so many seconds, and while it stays true again at a later bar
             * @default null
             */
            cooldownSeconds: number | null;
            /** @default true */
            enabled: boolean;
        };
        /** @description What replaces a rule; what was seen under it is forgotten */
        AlertChangeInput: {
            name: string;
            condition: components["schemas"]["AlertConditionInput"];
            /**
             * @description It fires when the condition becomes true, and then not before it was false; with a cooldown at most once in so many seconds, and while it stays true again at a later bar
             * @default null
             */
            cooldownSeconds: number | null;
            /** @default true */
            enabled: boolean;
            /** @description The version that is replaced; refused with 412 where it was changed since */
            version?: number;
        };
        WebhookContentInput: {
            url: string;
        };
        ChosenStrategyInput: {
            /** @description Name of a strategy or of a group of them, such as smacross or trend */
            name: string;
            /** @description Those that are not to have their default */
            parameters?: {
                [key: string]: number;
            };
        };
        /** @description What is to be tested, and by which rules. What is left out is as configured. */
        BacktestQuestionInput: {
            /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
            symbol: string;
            /**
             * @description By default as configured: data.interval
             * @enum {string}
             */
            interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /**
             * @description By default total
             * @enum {string}
             */
            adjust?: "raw" | "split" | "total";
            /**
             * Format: date
             * @description First day; without both, the days that are configured, else all bars
             */
            from?: string;
            /**
             * Format: date
             * @description Last day, included
             */
            to?: string;
            /** @description By default those that are configured; none means all */
            strategies?: components["schemas"]["ChosenStrategyInput"][];
            /**
             * @description Whether a signal to leave a long trade only closes it, or sells short too
             * @enum {string}
             */
            direction?: "long" | "long-short";
            /**
             * @description Where a market order is filled: at the close of its bar, or at the next open
             * @enum {string}
             */
            fill?: "close" | "next-open";
            /** @description At the start, currency units */
            cash?: number;
            /** @description Part of the value of each order, 0.002 for 0.2 %, in place of any broker */
            commission?: number;
            /** @description Fees of a broker, such as interactive_brokers; comes before commission */
            broker?: string;
            /** @description Part of the price that orders are filled worse by */
            slippage?: number;
            /** @description Loss at which a trade is closed; null: none */
            stopLossPercent?: number | null;
            /** @description Each new order closes what is held */
            exclusiveOrders?: boolean;
            /** @description Close what is held at the last close */
            finalizeTrades?: boolean;
            /** @description Millionths of a share instead of whole ones */
            fractional?: boolean;
            /**
             * @description On which bars indicators warm up
             * @enum {string}
             */
            warmUp?: "inside" | "before";
            /**
             * @description Whose rate ratios are compared with
             * @enum {string}
             */
            riskFree?: "^IRX" | "^FVX" | "BIL" | "SGOV";
        };
        /** @description Parameters to be searched for. What is left out is as configured. */
        SearchQuestionInput: {
            /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
            symbol: string;
            /**
             * @description By default as configured: data.interval
             * @enum {string}
             */
            interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /**
             * @description By default total
             * @enum {string}
             */
            adjust?: "raw" | "split" | "total";
            /**
             * Format: date
             * @description First day; without both, the days that are configured, else all bars
             */
            from?: string;
            /**
             * Format: date
             * @description Last day, included
             */
            to?: string;
            /** @description By default those that are configured; none means all */
            strategies?: components["schemas"]["ChosenStrategyInput"][];
            /**
             * @description Whether a signal to leave a long trade only closes it, or sells short too
             * @enum {string}
             */
            direction?: "long" | "long-short";
            /**
             * @description Where a market order is filled: at the close of its bar, or at the next open
             * @enum {string}
             */
            fill?: "close" | "next-open";
            /** @description At the start, currency units */
            cash?: number;
            /** @description Part of the value of each order, 0.002 for 0.2 %, in place of any broker */
            commission?: number;
            /** @description Fees of a broker, such as interactive_brokers; comes before commission */
            broker?: string;
            /** @description Part of the price that orders are filled worse by */
            slippage?: number;
            /** @description Loss at which a trade is closed; null: none */
            stopLossPercent?: number | null;
            /** @description Each new order closes what is held */
            exclusiveOrders?: boolean;
            /** @description Close what is held at the last close */
            finalizeTrades?: boolean;
            /** @description Millionths of a share instead of whole ones */
            fractional?: boolean;
            /**
             * @description On which bars indicators warm up
             * @enum {string}
             */
            warmUp?: "inside" | "before";
            /**
             * @description Whose rate ratios are compared with
             * @enum {string}
             */
            riskFree?: "^IRX" | "^FVX" | "BIL" | "SGOV";
            /** @description Values to try, by strategy and parameter: a number, a list, or a range; by default ones that suit */
            grids?: {
                [key: string]: {
                    [key: string]: number | number[] | {
                        min: number;
                        max: number;
                        step?: number;
                    };
                };
            };
            /** @description Statistic to rank by, such as Return [%] */
            metric?: string;
            /** @description How many of the best to tell; by default 10 */
            best?: number;
            /** @description Where parameters are chosen, and where they are tried */
            split?: {
                train: {
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to: string;
                };
                test: {
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to: string;
                };
            };
            /** @description Choose in one stretch of bars and use in the next, again and again: in place of one search */
            walk?: {
                inSampleBars?: number;
                outOfSampleBars?: number;
                /** @description Choose in all bars so far */
                anchored?: boolean;
            };
        };
        AllocationTickerInput: {
            /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
            symbol: string;
            /** @description Held now; what custom buys */
            quantity?: number;
            /** @description Of the capital, for dynamic */
            percent?: number;
            /** @description Currency units, for dynamic */
            amount?: number;
            /** @description Billions; by default of the company data */
            marketCap?: number;
            /** @description For auto, such as TECHNOLOGY */
            category?: string;
        };
        /** @description Capital to be divided among instruments. What is left out is as configured. */
        AllocationQuestionInput: {
            name?: string;
            /** @description By default those that are configured */
            tickers?: components["schemas"]["AllocationTickerInput"][];
            /** @enum {string} */
            method?: "equal_weight" | "market_cap" | "custom" | "dynamic" | "auto" | "backtest_optimized" | "minimum_variance" | "maximum_sharpe" | "risk_parity" | "hierarchical_risk_parity";
            /** @description Currency units */
            capital?: number;
            /** @description Part of the capital of each category, for auto; together 1 */
            categoryRatios?: {
                [key: string]: number;
            };
            /** @description Part of the capital to invest, for auto */
            utilization?: number;
            /** @description Parts of a share */
            fractional?: boolean;
            /** @description Least part of a position that an optimiser gives */
            minPercent?: number;
            /** @description Most part of one position; null: no limit */
            maxPercent?: number | null;
            /** @description Returns that risk and return are estimated from */
            lookback?: number;
            /**
             * @description What its estimate is drawn towards; sample: nothing
             * @enum {string}
             */
            covariance?: "constant_correlation" | "identity" | "sample";
            /** @description For backtest_optimized */
            optimization?: {
                train?: {
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to: string;
                };
                test?: {
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to: string;
                };
                /** @description Statistic to rank strategies by */
                metric?: string;
                minPercent?: number;
                maxPercent?: number;
                useForecast?: boolean;
                forecastWeight?: number;
                /** @description Days */
                forecastLength?: number;
            };
            /**
             * @description A day or longer; by default as configured
             * @enum {string}
             */
            interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /**
             * @description By default total
             * @enum {string}
             */
            adjust?: "raw" | "split" | "total";
            /** Format: date */
            from?: string;
            /**
             * Format: date
             * @description The last day that prices are taken of
             */
            to?: string;
        };
        /** @description A portfolio to be bought and rebalanced over the past. What is left out is as configured. */
        PortfolioBacktestQuestionInput: {
            name?: string;
            /** @description By default those that are configured */
            tickers?: components["schemas"]["AllocationTickerInput"][];
            /** @enum {string} */
            method?: "equal_weight" | "market_cap" | "custom" | "dynamic" | "auto" | "backtest_optimized" | "minimum_variance" | "maximum_sharpe" | "risk_parity" | "hierarchical_risk_parity";
            /** @description Currency units */
            capital?: number;
            /** @description Part of the capital of each category, for auto; together 1 */
            categoryRatios?: {
                [key: string]: number;
            };
            /** @description Part of the capital to invest, for auto */
            utilization?: number;
            /** @description Parts of a share */
            fractional?: boolean;
            /** @description Least part of a position that an optimiser gives */
            minPercent?: number;
            /** @description Most part of one position; null: no limit */
            maxPercent?: number | null;
            /** @description Returns that risk and return are estimated from */
            lookback?: number;
            /**
             * @description What its estimate is drawn towards; sample: nothing
             * @enum {string}
             */
            covariance?: "constant_correlation" | "identity" | "sample";
            /** @description For backtest_optimized */
            optimization?: {
                train?: {
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to: string;
                };
                test?: {
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to: string;
                };
                /** @description Statistic to rank strategies by */
                metric?: string;
                minPercent?: number;
                maxPercent?: number;
                useForecast?: boolean;
                forecastWeight?: number;
                /** @description Days */
                forecastLength?: number;
            };
            /**
             * @description A day or longer; by default as configured
             * @enum {string}
             */
            interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /**
             * @description By default total
             * @enum {string}
             */
            adjust?: "raw" | "split" | "total";
            /** Format: date */
            from?: string;
            /**
             * Format: date
             * @description The last day that prices are taken of
             */
            to?: string;
            /** @enum {string} */
            rebalance?: "never" | "daily" | "weekly" | "monthly" | "quarterly" | "yearly" | "drift";
            /** @description How far weights may drift, percentage points */
            bandPercent?: number;
            /** @description Estimate weights anew at each rebalancing */
            reestimate?: boolean;
            stopLossPercent?: number | null;
            /** @enum {string} */
            fill?: "close" | "next-open";
            /** @description Part of the price that orders are filled worse by */
            slippage?: number;
            /** @description Part of the value of each order */
            commission?: number;
            /** @description Fees of a broker; comes before commission */
            broker?: string;
        };
        /** @description What is to be forecast, and how. What is left out is as configured. */
        ForecastQuestionInput: {
            /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
            symbol: string;
            /**
             * @description By default as configured: forecast.frequency, data.interval
             * @enum {string}
             */
            interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /**
             * @description By default total
             * @enum {string}
             */
            adjust?: "raw" | "split" | "total";
            /**
             * Format: date
             * @description First day that models may see
             */
            from?: string;
            /**
             * Format: date
             * @description Last day that models may see
             */
            to?: string;
            /** @description Bars to forecast */
            horizon?: number;
            /** @description Probability that intervals are to cover; 0: none */
            level?: number;
            /**
             * @description Quality against speed: how many models, and how many origins to evaluate them at
             * @enum {string}
             */
            preset?: "fast_training" | "medium_quality" | "high_quality" | "best_quality";
            /** @description Models to consider; of several their combination is the forecast. None: those of the preset */
            models?: ("naive" | "drift" | "seasonal_naive" | "theta" | "arima" | "ets" | "mstl" | "combination")[];
            /**
             * @description Selects the members of the combination
             * @enum {string}
             */
            metric?: "MASE" | "MAPE" | "MAE" | "RMSE" | "SMAPE" | "WAPE";
            /** @description For fitting, seconds */
            timeLimit?: number;
            /** @description Keep forecasts at or above zero */
            noNegatives?: boolean;
            /** @description Whether models may use the season of the calendar */
            useSeason?: boolean;
            /** @description Days that models may see, where a test period is given */
            train?: {
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
            };
            /** @description A period that is forecast from the days before and compared with what happened */
            test?: {
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
            };
        };
        FetchRequestInput: {
            symbols: string[];
            /**
             * @description By default `data.interval` of the configuration
             * @enum {string}
             */
            interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /**
             * Format: date
             * @description First session; by default as far back as is usual
             */
            from?: string;
            /**
             * Format: date
             * @description Last session; by default today
             */
            to?: string;
        };
        HealRequestInput: {
            /** @description By default all that have bars */
            symbols?: string[];
            /**
             * @description By default all that are stored
             * @enum {string}
             */
            interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
        };
        QuarantineChoiceInput: {
            ids: string[];
        };
        UploadOptionsInput: {
            /** @description Symbol of the whole file */
            symbol?: string;
            /**
             * @description Length of a bar, of the whole file
             * @enum {string}
             */
            interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /** @description Which column means what: role → name of the column; `ts` is the date */
            map?: {
                [key: string]: string;
            };
            /**
             * @description What prices are adjusted for
             * @enum {string}
             */
            basis?: "raw" | "split" | "total";
            /** @description IANA zone of times that have none, as Europe/Berlin */
            zone?: string;
            /** @enum {string} */
            delimiter?: "," | ";" | "\t" | "|";
            /** @enum {string} */
            decimal?: "." | ",";
            /**
             * @description excel: days as spreadsheets count them
             * @enum {string}
             */
            dateFormat?: "ymd" | "dmy" | "mdy" | "excel";
            /** @description As exchanges write it: USD, or GBp for pence */
            currency?: string;
        };
        ImportRequestInput: {
            options?: components["schemas"]["UploadOptionsInput"];
            /** @default false */
            replace: boolean;
        };
        PreviewRequestInput: {
            options?: components["schemas"]["UploadOptionsInput"];
        };
        StartMigrationInput: {
            /** @description SQLite file of the older application, on the machine of the server; by default that of the last migration */
            from?: string;
            /** @description run: false copies and verifies, and leaves who answers as it is */
            switches?: boolean;
            /** @description switch, follow: carry over what was written since, and compare everything */
            drain?: boolean;
            /** @description switch and rollback want their own name here */
            confirm?: string;
        };
        /** @description What a portfolio holds of one instrument */
        PortfolioHoldingInput: {
            /** @description Ticker symbol, such as AAPL, BRK-B or ^IRX */
            symbol: string;
            /** @description Shares of today */
            quantity: number;
            /**
             * @description Part of the whole value, cash included, that is meant for it, 0 to 1
             * @default null
             */
            targetWeight: number | null;
            /**
             * @description Paid per share of today, in the currency of the portfolio
             * @default null
             */
            cost: number | null;
            /** @description Such as TECHNOLOGY or INDEX, for allocations by category */
            category?: string | null;
        };
        /** @description A portfolio as a user writes it */
        PortfolioContentInput: {
            name: string;
            /**
             * @description ISO 4217; instruments that are quoted in another one are named, and not valued
             * @default USD
             */
            currency: string;
            /** @default 0 */
            cash: number;
            /**
             * @description Whether parts of a share can be held
             * @default false
             */
            fractional: boolean;
            /** @default  */
            notes: string;
            /** @description Each instrument once; target weights together at most 1 */
            holdings?: components["schemas"]["PortfolioHoldingInput"][];
        };
        /** @description A watchlist as a user writes it */
        WatchlistContentInput: {
            name: string;
            /** @description In the order of the list, each once; symbols of which nothing is stored yet may be among them */
            symbols?: string[];
        };
        /** @description What replaces a watchlist */
        WatchlistChangeInput: {
            name: string;
            /** @description In the order of the list, each once; symbols of which nothing is stored yet may be among them */
            symbols?: string[];
            /** @description The version that is replaced; refused with 412 where it was changed since. Left out: whichever there is */
            version?: number;
        };
        LoggedIn: {
            user: string;
            /**
             * @description read: answers; analyse: also analyses and what is one’s own; admin: everything
             * @enum {string}
             */
            right: "read" | "analyse" | "admin";
            /** @description Goes into the header x-csrf-token of every request that changes something */
            csrfToken: string;
            /**
             * Format: date-time
             * @description When the session ends whatever happens
             */
            expiresAt: string;
        };
        CurrentSession: {
            /** @description Null: nobody has logged in */
            user: string | null;
            right: ("read" | "analyse" | "admin") | null;
            /** @enum {string} */
            via: "open" | "session" | "key" | "nobody";
            csrfToken: string | null;
            expiresAt: string | null;
            /** @description There is no user yet: whoever is on the machine of the server may do anything */
            setup: boolean;
        };
        OwnSessions: {
            sessions: {
                /** Format: uuid */
                id: string;
                /** @description The one that asks */
                current: boolean;
                /** @description Where it was begun */
                address: string;
                /** @description What the browser says it is */
                agent: string;
                /** Format: date-time */
                createdAt: string;
                /**
                 * Format: date-time
                 * @description Last use, to within minutes
                 */
                seenAt: string;
                /** Format: date-time */
                expiresAt: string;
            }[];
        };
        ApiKey: {
            id: string;
            name: string;
            /** @description How the key begins */
            prefix: string;
            /**
             * @description read: answers; analyse: also analyses and what is one’s own; admin: everything
             * @enum {string}
             */
            right: "read" | "analyse" | "admin";
            owner: string;
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /** @description Last use, to within a minute */
            usedAt: string | null;
        };
        ApiKeys: {
            keys: components["schemas"]["ApiKey"][];
        };
        CreatedKey: {
            key: components["schemas"]["ApiKey"];
            /** @description The key itself. It is not kept: this is the only time it is told */
            secret: string;
        };
        User: {
            name: string;
            /**
             * @description read: answers; analyse: also analyses and what is one’s own; admin: everything
             * @enum {string}
             */
            right: "read" | "analyse" | "admin";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            passwordSetAt: string;
            lastLoginAt: string | null;
            /** @description Since when they may not log in */
            disabledAt: string | null;
        };
        Users: {
            users: components["schemas"]["User"][];
        };
        UserAndPassword: {
            user: components["schemas"]["User"];
            /** @description The one that was made up, if one was */
            password: string | null;
        };
        /** @description Changes and what was refused, the newest first */
        Audit: {
            entries: {
                id: string;
                /** Format: date-time */
                at: string;
                /** @description Name of the user; empty: nobody who was known */
                actor: string;
                /** @description open, session, key, nobody, or command line */
                via: string;
                /** @description Method and route, or the command */
                action: string;
                target: string | null;
                /** @enum {string} */
                outcome: "done" | "refused" | "failed";
                address: string | null;
            }[];
            next: string | null;
        };
        /** @description The database does not answer: what answered in its place, and since when */
        Staleness: {
            /** Format: date-time */
            since: string;
            reason: string;
            file: string | null;
        };
        /** @description As AlertCondition, with everything filled in */
        SavedAlertCondition: {
            /** @enum {string} */
            kind: "price" | "change" | "indicator" | "drift" | "stale";
            /**
             * @description Crossings look at the bar before as well: at or below the threshold there, above it here
             * @enum {string}
             */
            operator: "above" | "below" | "crosses_above" | "crosses_below";
            threshold: number;
            symbol?: string;
            /**
             * @description Span of a bar
             * @enum {string}
             */
            interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            bars?: number;
            indicator?: string;
            parameters?: {
                [key: string]: number;
            };
            output?: string;
            portfolio?: string;
        } & {
            [key: string]: unknown;
        };
        AlertRule: {
            id: string;
            name: string;
            condition: components["schemas"]["SavedAlertCondition"];
            cooldownSeconds: number | null;
            enabled: boolean;
            version: number;
            /** @description Null: not looked at yet */
            isTrue: boolean | null;
            /** @description What was compared last */
            value: number | null;
            /** @description The bar or session that value is of */
            observedAt: string | null;
            /** @description When any of this last changed */
            evaluatedAt: string | null;
            firedAt: string | null;
            /** @description Why it cannot be evaluated */
            problem: string | null;
        };
        AlertRules: {
            alerts: components["schemas"]["AlertRule"][];
        };
        /** @description What a rule would come to now */
        AlertPreview: {
            value: number | null;
            observedAt: string | null;
            isTrue: boolean | null;
            /** @description What an event would say, where it is true */
            text: string | null;
            problem: string | null;
        };
        /** @description A rule came true */
        AlertEvent: {
            id: string;
            /** @description Null where it has been deleted */
            rule: string | null;
            ruleName: string;
            /** Format: date-time */
            at: string;
            symbol: string | null;
            portfolio: string | null;
            /**
             * Format: date-time
             * @description The bar or session that it was true of
             */
            observedAt: string;
            value: number;
            text: string;
            acknowledgedAt: string | null;
            /**
             * @description Of its webhooks: none: there were none; the worst where there are several
             * @enum {string}
             */
            delivery: "none" | "waiting" | "delivered" | "given up";
            deliveryProblem: string | null;
        };
        AlertEvents: {
            events: components["schemas"]["AlertEvent"][];
            /** @description Of all events */
            unacknowledged: number;
            next: string | null;
        };
        AcknowledgedAlerts: {
            acknowledged: number;
        };
        /** @description An address that events are sent to */
        Webhook: {
            id: string;
            url: string;
            enabled: boolean;
            /** Format: date-time */
            createdAt: string;
            /** @description The last event that was to be sent there */
            last: {
                /** @enum {string} */
                state: "none" | "waiting" | "delivered" | "given up";
                /** Format: date-time */
                at: string;
                problem: string | null;
            } | null;
        };
        Webhooks: {
            webhooks: components["schemas"]["Webhook"][];
        };
        NewWebhook: {
            webhook: components["schemas"]["Webhook"];
            /** @description What deliveries are signed with; it is not told again */
            secret: string;
        };
        /** @description What became of a test delivery */
        WebhookTest: {
            taken: boolean;
            problem: string | null;
        };
        Trade: {
            /** @description Units; below 0 for a short trade */
            size: number;
            entryBar: number;
            exitBar: number | null;
            /** @description Epoch milliseconds */
            entryTime: number;
            exitTime: number | null;
            entryPrice: number;
            /** @description Null while it is open */
            exitPrice: number | null;
            stopLoss: number | null;
            takeProfit: number | null;
            /** @description Currency units, after commission */
            profit: number | null;
            returnPercent: number | null;
            commission: number | null;
            tag: string | null;
        };
        /** @description One value a bar */
        EquityCurve: {
            ts: number[];
            equity: (number | null)[];
            drawdownPercent: (number | null)[];
            buyAndHold: (number | null)[];
        };
        StrategyRun: {
            strategy: string;
            title: string;
            params: {
                [key: string]: number;
            };
            /** @description By the names of backtesting.py, with our own behind them; null where undefined */
            statistics: {
                [key: string]: number | string | null;
            };
            /** @description Ratios above the rate without risk */
            riskFree: {
                [key: string]: number | string | null;
            } | null;
            trades: components["schemas"]["Trade"][];
            openTrades: components["schemas"]["Trade"][];
            notes: string[];
            /** @description Of the first run only */
            equity: components["schemas"]["EquityCurve"] | null;
        };
        BacktestAnswer: {
            symbol: string;
            /**
             * @description Span of a bar
             * @enum {string}
             */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            basis: string[];
            /** @description Epoch milliseconds */
            from: number;
            /** @description Epoch milliseconds */
            to: number;
            bars: number;
            /** @description The rules, filled in */
            settings: {
                [key: string]: unknown;
            };
            /** @description The run it is kept as, or why it is not kept */
            run: {
                id: string | null;
                note: string | null;
            };
            stale: components["schemas"]["Staleness"] | null;
            /** @description By return, the best first */
            runs: components["schemas"]["StrategyRun"][];
            notes: string[];
        };
        HeatMap: {
            metric: string;
            rows: {
                parameter: string;
                values: number[];
            };
            columns: {
                parameter: string;
                values: number[];
            };
            /** @description By row and column */
            values: (number | null)[][];
            /** @description The other parameters, as held */
            others: {
                [key: string]: number;
            };
        };
        Optimisation: {
            strategy: string;
            title: string;
            metric: string;
            lowerIsBetter: boolean;
            values: {
                [key: string]: number[];
            };
            combinations: number;
            skipped: number;
            best: {
                params: {
                    [key: string]: number;
                };
                /** @description By the names of backtesting.py, with our own behind them; null where undefined */
                statistics: {
                    [key: string]: number | string | null;
                };
                value: number | null;
            }[];
            heatMap: components["schemas"]["HeatMap"] | null;
            /** @description The choice of the first part, tried on the rest */
            trial: {
                params: {
                    [key: string]: number;
                };
                /** @description First and last day */
                train: string[];
                /** @description First and last day */
                test: string[];
                /** @description By the names of backtesting.py, with our own behind them; null where undefined */
                trainResults: {
                    [key: string]: number | string | null;
                };
                /** @description By the names of backtesting.py, with our own behind them; null where undefined */
                testResults: {
                    [key: string]: number | string | null;
                };
                performanceDegradation: {
                    [key: string]: number | string | null;
                };
            } | null;
            notes: string[];
        };
        WalkForward: {
            strategy: string;
            title: string;
            metric: string;
            anchored: boolean;
            inSampleBars: number;
            outOfSampleBars: number;
            values: {
                [key: string]: number[];
            };
            combinations: number;
            skipped: number;
            windows: {
                /** @description First and last day */
                inSample: string[];
                /** @description First and last day */
                outOfSample: string[];
                params: {
                    [key: string]: number;
                };
                metricInSample: number | null;
                metricOutOfSample: number | null;
                returnInSample: number | null;
                returnOutOfSample: number | null;
                annualReturnInSample: number | null;
                trades: number;
            }[];
            /** @description By the names of backtesting.py, with our own behind them; null where undefined */
            statistics: {
                [key: string]: number | string | null;
            };
            trades: components["schemas"]["Trade"][];
            equity: {
                ts: number[];
                equity: (number | null)[];
            } | null;
            efficiencyRatio: number | null;
            notes: string[];
        };
        SearchAnswer: {
            symbol: string;
            /**
             * @description Span of a bar
             * @enum {string}
             */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            basis: string[];
            /** @description Epoch milliseconds */
            from: number;
            /** @description Epoch milliseconds */
            to: number;
            bars: number;
            /** @description The rules, filled in */
            settings: {
                [key: string]: unknown;
            };
            /** @description The run it is kept as, or why it is not kept */
            run: {
                id: string | null;
                note: string | null;
            };
            stale: components["schemas"]["Staleness"] | null;
            optimisations: components["schemas"]["Optimisation"][];
            walkForwards: components["schemas"]["WalkForward"][];
        };
        AllocatedPosition: {
            symbol: string;
            category: string | null;
            price: number;
            priceAt: number | null;
            targetPercent: number;
            /** @description What its shares are worth, of the capital */
            weightPercent: number;
            quantity: number;
            value: number;
            /** @description Of the variance of the portfolio */
            riskPercent: number | null;
            /** @description Held now */
            current: {
                quantity: number;
                value: number;
            } | null;
        };
        AllocationAnswer: {
            name: string;
            /** @enum {string} */
            method: "equal_weight" | "market_cap" | "custom" | "dynamic" | "auto" | "backtest_optimized" | "minimum_variance" | "maximum_sharpe" | "risk_parity" | "hierarchical_risk_parity";
            capital: number;
            basis: string[];
            positions: components["schemas"]["AllocatedPosition"][];
            invested: number;
            leftover: number;
            utilizationPercent: number;
            currentValue: number | null;
            figures: {
                /** @description Percent a year */
                expectedReturn: number | null;
                /** @description Percent a year */
                volatility: number | null;
                sharpe: number | null;
            } | null;
            /** @description Of what is held now, with the rest as cash */
            currentFigures: {
                /** @description Percent a year */
                expectedReturn: number | null;
                /** @description Percent a year */
                volatility: number | null;
                sharpe: number | null;
            } | null;
            /** @description Each instrument by itself */
            assets: {
                /** @description Percent a year */
                expectedReturn: number | null;
                /** @description Percent a year */
                volatility: number | null;
                sharpe: number | null;
                symbol: string;
            }[];
            estimate: {
                returns: number;
                /** @description Epoch milliseconds */
                from: number;
                /** @description Epoch milliseconds */
                to: number;
                leftOut: {
                    symbol: string;
                    bars: number;
                }[];
                covariance: string;
                shrinkage: number;
                riskFreePercent: number;
                riskFreeSource: string | null;
            } | null;
            /** @description From the least risk to the highest return */
            frontier: {
                /** @description Percent a year */
                expectedReturn: number | null;
                /** @description Percent a year */
                volatility: number | null;
                sharpe: number | null;
                weightsPercent: number[];
            }[];
            scores: ({
                symbol: string;
                score: number | null;
            } & {
                [key: string]: unknown;
            })[];
            history: {
                dynamicSharpe: number | null;
                dynamicSortino: number | null;
                fixedSharpe: number | null;
                fixedSortino: number | null;
            } | null;
            notes: string[];
            stale: components["schemas"]["Staleness"] | null;
        };
        PortfolioBacktestAnswer: {
            name: string;
            /** @enum {string} */
            method: "equal_weight" | "market_cap" | "custom" | "dynamic" | "auto" | "backtest_optimized" | "minimum_variance" | "maximum_sharpe" | "risk_parity" | "hierarchical_risk_parity";
            symbols: string[];
            basis: string[];
            settings: {
                [key: string]: unknown;
            };
            /** @description By the names of backtesting.py, with our own behind them; null where undefined */
            statistics: {
                [key: string]: number | string | null;
            };
            riskFree: {
                dynamicSharpe: number | null;
                dynamicSortino: number | null;
                fixedSharpe: number | null;
                fixedSortino: number | null;
                symbol: string;
                meanRatePercent: number | null;
            } | null;
            ts: number[];
            equity: (number | null)[];
            cash: (number | null)[];
            drawdownPercent: (number | null)[];
            /** @description For each symbol its part of equity */
            weightsPercent: (number | null)[][];
            rebalances: {
                /** @description Epoch milliseconds */
                ts: number;
                weights: number[];
                turnoverPercent: number | null;
                costs: number;
            }[];
            annualTurnoverPercent: number | null;
            commissions: number;
            slippage: number;
            stops: number;
            trades: components["schemas"]["Trade"][];
            openTrades: components["schemas"]["Trade"][];
            meanOfReturns: {
                returnsPercent: (number | null)[];
                meanPercent: number | null;
                finalValue: number | null;
                why: string;
            };
            meanOfRuns: {
                [key: string]: unknown;
            } | null;
            notes: string[];
            stale: components["schemas"]["Staleness"] | null;
        };
        ForecastModelScore: {
            model: string;
            mae: number;
            rmse: number | null;
            /** @description Mean absolute error, scaled by the mean change over one bar */
            mase: number | null;
            seasonalMase: number | null;
            /** @description Percent */
            mape: number | null;
            /** @description Percent, 0 to 200 */
            smape: number;
            /** @description Percent */
            wape: number | null;
            /** @description Its mean absolute error over that of the naive forecast */
            relativeToNaive: number | null;
            /** @description Of being that much better than the naive forecast if there is no difference */
            chance: number | null;
            beatsNaive: boolean;
        };
        /** @description What forecasts of the past were worth */
        TrackRecord: {
            /** @description The best first */
            models: {
                model: string;
                forecasts: number;
                values: number;
                mase: number | null;
                smape: number;
                /** @description Its mean MASE over that of the naive forecasts beside it */
                relativeToNaive: number | null;
            }[];
            /** @description Forecasts with a score */
            forecasts: number;
            /** @description Values within their interval */
            inside: number;
            /** @description Values with one */
            withInterval: number;
            /** @description What intervals were to cover; null where forecasts had different ones */
            level: number | null;
        };
        ForecastAnswer: {
            symbol: string;
            /**
             * @description Span of a bar
             * @enum {string}
             */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            basis: string[];
            calendar: string;
            /** @description Epoch milliseconds */
            from: number;
            /** @description The last bar that was used, epoch milliseconds */
            asOf: number;
            horizon: number;
            level: number | null;
            season: number | null;
            /** @description Whose the forecast is */
            model: string;
            /**
             * @description What models see
             * @enum {string}
             */
            scale: "log" | "price";
            bars: number;
            withoutPrice: number;
            last: number;
            /** @description Of every model, one price for each bar */
            paths: {
                [key: string]: (number | null)[];
            };
            members: string[];
            points: {
                /** @description Epoch milliseconds */
                ts: number;
                forecast: number | null;
                lower: number | null;
                upper: number | null;
                naive: number | null;
                /** @description What happened, in a test period */
                actual: number | null;
            }[];
            /** @description The bars before */
            history: {
                ts: number[];
                closes: (number | null)[];
            };
            evaluation: {
                origins: number;
                step: number;
                window: number;
                scores: components["schemas"]["ForecastModelScore"][];
                verdict: string;
                nothingBeatsNaive: boolean;
            };
            coverage: {
                level: number;
                measured: number | null;
                values: number;
                origins: number;
                uncertainty: number | null;
            } | null;
            test: {
                /** @description Epoch milliseconds */
                from: number;
                /** @description Epoch milliseconds */
                to: number;
                values: number;
                scores: {
                    model: string;
                    mae: number | null;
                    rmse: number | null;
                    mase: number | null;
                    smape: number | null;
                }[];
                inside: number;
                withInterval: number;
            } | null;
            /** @description Under which it is kept */
            id: string | null;
            trackRecord: components["schemas"]["TrackRecord"] | null;
            notes: string[];
            stale: components["schemas"]["Staleness"] | null;
        };
        ForecastScore: {
            /** @description Bars of the forecast that happened */
            values: number;
            /** @description Those that have passed without a bar */
            missing: number;
            inside: number;
            withInterval: number;
            models: {
                [key: string]: {
                    mae: number;
                    rmse: number | null;
                    mase: number | null;
                    smape: number;
                };
            };
            /** @description Whether its last bar has passed */
            isFinal: boolean;
        };
        KeptForecast: {
            id: string;
            /** Format: date-time */
            madeAt: string;
            symbol: string;
            /**
             * @description Span of a bar
             * @enum {string}
             */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /**
             * @description What prices are adjusted for as of now: raw as traded, split for splits, total for splits and dividends; by default as they are stored
             * @enum {string}
             */
            adjust: "raw" | "split" | "total";
            /**
             * Format: date-time
             * @description The last bar that was known
             */
            origin: string;
            /** @description Its close, on the basis of the time of the forecast, as all prices here are */
            last: number;
            level: number | null;
            model: string;
            /** @description Bars */
            horizon: number;
            /** @description How it fared so far; null before a bar of it has come */
            score: components["schemas"]["ForecastScore"] | null;
        };
        ForecastHistory: {
            /** @description The newest first */
            forecasts: components["schemas"]["KeptForecast"][];
            /** @description The cursor of the next page */
            next: string | null;
        };
        KeptForecastWhole: {
            id: string;
            /** Format: date-time */
            madeAt: string;
            symbol: string;
            /**
             * @description Span of a bar
             * @enum {string}
             */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /**
             * @description What prices are adjusted for as of now: raw as traded, split for splits, total for splits and dividends; by default as they are stored
             * @enum {string}
             */
            adjust: "raw" | "split" | "total";
            /**
             * Format: date-time
             * @description The last bar that was known
             */
            origin: string;
            /** @description Its close, on the basis of the time of the forecast, as all prices here are */
            last: number;
            level: number | null;
            model: string;
            /** @description Bars */
            horizon: number;
            /** @description How it fared so far; null before a bar of it has come */
            score: components["schemas"]["ForecastScore"] | null;
            points: {
                /** @description Epoch milliseconds */
                ts: number;
                forecast: number | null;
                lower: number | null;
                upper: number | null;
                naive: number | null;
                /** @description What happened, on the basis of the forecast */
                actual: number | null;
            }[];
            paths: {
                [key: string]: (number | null)[];
            };
        };
        ForecastScores: {
            /** @description Forecasts of which bars are to come */
            waiting: number;
            /** @description Over all of them */
            trackRecord: components["schemas"]["TrackRecord"] | null;
            /** @description The same by how far forecasts reach */
            byHorizon: {
                /** @description Bars ahead */
                horizon: string;
                trackRecord: components["schemas"]["TrackRecord"];
            }[];
        };
        AnalysisProgress: {
            /** @description Parts that are done; of a part under way its fraction */
            done: number;
            total: number;
            text: string;
        };
        /** @description Why there is no answer */
        AnalysisProblem: {
            /** @enum {string} */
            code: "INTERNAL" | "USAGE" | "CONFIG_INVALID" | "NOT_FOUND" | "NO_DATA" | "SOURCE_UNUSABLE" | "DATA_DIR_IN_USE" | "DATA_DIR_UNUSABLE" | "PORT_UNAVAILABLE" | "DATABASE_UNAVAILABLE" | "DATABASE_UNSUITABLE" | "SQL_FAILED" | "VERIFY_MISMATCH" | "MIGRATION_CONFLICT" | "NAME_TAKEN" | "CHANGED_MEANWHILE" | "DISK_FULL" | "CONSENT_MISSING" | "PROGRAM_MISSING" | "INSTALL_FAILED" | "RIGHTS_MISSING" | "PORT_TAKEN" | "SERVICE_FAILED" | "RUN_FAILED" | "RUN_PARTIAL" | "NO_SOURCE_ANSWERED" | "STRATEGY_INVALID" | "UNAUTHENTICATED" | "FORBIDDEN" | "ADMIN_MISSING" | "CONFLICT" | "TOO_MANY_REQUESTS" | "INTERRUPTED";
            expected: string;
            got: string;
            remedy: string;
        };
        /** @description A question that is answered in the background */
        Analysis: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "backtest" | "search" | "forecast" | "allocation" | "portfolio-backtest";
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed" | "cancelled";
            /** @description While it runs */
            progress: components["schemas"]["AnalysisProgress"] | null;
            /** @description As it was asked */
            question: unknown;
            /** @description Where it failed */
            problem: components["schemas"]["AnalysisProblem"] | null;
            /** @description Who asked */
            user: string;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            endedAt: string | null;
        };
        AnsweredAnalysis: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "backtest" | "search" | "forecast" | "allocation" | "portfolio-backtest";
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed" | "cancelled";
            /** @description While it runs */
            progress: components["schemas"]["AnalysisProgress"] | null;
            /** @description As it was asked */
            question: unknown;
            /** @description Where it failed */
            problem: components["schemas"]["AnalysisProblem"] | null;
            /** @description Who asked */
            user: string;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            endedAt: string | null;
            /** @description The answer: null before it is done, and once it was kept for long enough */
            result: (components["schemas"]["BacktestAnswer"] | components["schemas"]["SearchAnswer"] | components["schemas"]["ForecastAnswer"] | components["schemas"]["AllocationAnswer"] | components["schemas"]["PortfolioBacktestAnswer"]) | null;
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
        /** @description An instrument with its last close */
        QuotedInstrument: {
            symbol: string;
            name: string | null;
            /** @description A MIC, or Yahoo's code of the exchange */
            exchange: string | null;
            currency: string | null;
            /** @description In Yahoo's words: EQUITY, ETF, INDEX, CURRENCY, CRYPTOCURRENCY, FUTURE */
            type: string;
            /** @description Of the bars that the quote was read from: daily ones if any */
            interval: string | null;
            /** @description Adjusted for splits as of now */
            lastClose: number | null;
            /** @description Start of the last bar; of a daily one its session date at 00:00 UTC */
            lastTime: string | null;
            /** @description On the scale of the last one */
            previousClose: number | null;
            /** @description Fraction of the previous close: 0.01 is one per cent up */
            change: number | null;
            /** @description Bars of that interval; null where a file answers in place of the database */
            bars: number | null;
        };
        Instruments: {
            instruments: components["schemas"]["QuotedInstrument"][];
            /** @description Cursor of the next page; null at the end */
            next: string | null;
            stale: components["schemas"]["Staleness"] | null;
        };
        /** @description In the order asked; what is no instrument is left out */
        Quotes: {
            instruments: components["schemas"]["QuotedInstrument"][];
            stale: components["schemas"]["Staleness"] | null;
        };
        Instrument: {
            symbol: string;
            name: string | null;
            /** @description A MIC, or Yahoo's code of the exchange */
            exchange: string | null;
            currency: string | null;
            /** @description In Yahoo's words: EQUITY, ETF, INDEX, CURRENCY, CRYPTOCURRENCY, FUTURE */
            type: string;
            /** @description Of the bars that the quote was read from: daily ones if any */
            interval: string | null;
            /** @description Adjusted for splits as of now */
            lastClose: number | null;
            /** @description Start of the last bar; of a daily one its session date at 00:00 UTC */
            lastTime: string | null;
            /** @description On the scale of the last one */
            previousClose: number | null;
            /** @description Fraction of the previous close: 0.01 is one per cent up */
            change: number | null;
            /** @description Bars of that interval; null where a file answers in place of the database */
            bars: number | null;
            sector: string | null;
            industry: string | null;
            /** @description What the company does */
            summary: string | null;
            website: string | null;
            country: string | null;
            /** @description In the currency of the instrument, as of the fetch */
            marketCap: number | null;
            /** @description Start of the first bar of that interval */
            firstTime: string | null;
            /** @description Id of the calendar that its sessions follow */
            calendar: string;
            /** @description Intervals that bars are stored of */
            intervals: string[];
            stale: components["schemas"]["Staleness"] | null;
        };
        Movers: {
            /** @description The largest gain first */
            gainers: components["schemas"]["QuotedInstrument"][];
            /** @description The largest loss first */
            losers: components["schemas"]["QuotedInstrument"][];
            /** @description The session that most instruments have as their last */
            asOf: string | null;
            stale: components["schemas"]["Staleness"] | null;
        };
        Dividends: {
            symbol: string;
            dividends: {
                /**
                 * Format: date
                 * @description Ex-date
                 */
                date: string;
                /** @description Cash per share */
                amount: number;
                currency: string | null;
                /**
                 * @description raw: per share of the ex-date; split: adjusted for the splits up to the fetch
                 * @enum {string}
                 */
                basis: "raw" | "split";
            }[];
            stale: components["schemas"]["Staleness"] | null;
        };
        Splits: {
            symbol: string;
            splits: {
                /**
                 * Format: date
                 * @description Ex-date
                 */
                date: string;
                /** @description New shares per old share */
                ratio: number;
                numerator: number | null;
                /** @description Null where the ratio is not one of small numbers */
                denominator: number | null;
            }[];
            stale: components["schemas"]["Staleness"] | null;
        };
        /** @description Sessions that are held, were fetched before they were final, were never asked for, or that no source had */
        CoverageLine: {
            symbol: string;
            exchange: string | null;
            /**
             * @description Span of a bar
             * @enum {string}
             */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /** @description Whose sessions are expected */
            calendar: string;
            /** @description Ranges of days since 1970-01-01, one after the other: from (included), to (excluded), from, to, … */
            held: number[];
            /** @description Ranges of days since 1970-01-01, one after the other: from (included), to (excluded), from, to, … */
            provisional: number[];
            /** @description Ranges of days since 1970-01-01, one after the other: from (included), to (excluded), from, to, … */
            missing: number[];
            /** @description Ranges of days since 1970-01-01, one after the other: from (included), to (excluded), from, to, … */
            absent: number[];
        };
        Coverage: {
            /** @description First day of the picture, in days since 1970-01-01; null: nothing is stored */
            from: number | null;
            /** @description The day after its last one */
            to: number | null;
            lines: components["schemas"]["CoverageLine"][];
            /** @description `after` of the next page */
            next: string | null;
        };
        EtlRun: {
            id: string;
            /** @enum {string} */
            kind: "fetch" | "file";
            /** @description What was fetched, or the path of the file */
            place: string;
            /** Format: date-time */
            startedAt: string;
            finishedAt: string | null;
            /** @enum {string} */
            state: "running" | "finished" | "some failed" | "failed" | "interrupted" | "died";
            /** @description Why it failed as a whole */
            failure: string | null;
            /** @description Symbols that succeeded */
            succeeded: number;
            /** @description Symbols that failed */
            failed: number;
            /** @description Symbols of which nothing was needed */
            skipped: number;
            /** @description New rows */
            written: number;
            /** @description Rows that replaced stored ones with other values */
            corrected: number;
            /** @description Rows that were set aside */
            quarantined: number;
        };
        EtlRuns: {
            runs: components["schemas"]["EtlRun"][];
            /** @description `before` of the next page */
            next: string | null;
        };
        /** @description What became of the rows of a symbol and interval */
        EtlRunLine: {
            symbol: string;
            /** @description Empty for what has none */
            interval: string;
            /** @enum {string} */
            outcome: "success" | "failed" | "skipped";
            reason: string | null;
            fetched: number;
            /** @description New rows */
            written: number;
            /** @description Rows that replaced stored ones with other values */
            corrected: number;
            /** @description Rows that were set aside */
            quarantined: number;
            unchanged: number;
            /** @description Rows left as another source had stored them */
            kept: number;
            /** @description Rows that said the same as another one */
            merged: number;
            /** @description Rows stored with a note */
            flagged: number;
            /** @description Rows put right before they were stored */
            mended: number;
        };
        EtlRunDetails: {
            run: components["schemas"]["EtlRun"];
            /** @description Failures first */
            lines: components["schemas"]["EtlRunLine"][];
        };
        Sources: {
            /** @description Whether no calls to the outside are made (`sources.offline`) */
            offline: boolean;
            sources: {
                name: string;
                /** @description When it is asked for bars, from 1; null: it is not */
                position: number | null;
                /** @description Whether all that it needs is configured */
                ready: boolean;
                /** @description At most so many requests in the window */
                requests: number;
                windowSeconds: number;
                concurrency: number;
            }[];
        };
        QueuedJobs: {
            jobs: {
                id: string;
                symbol: string;
                interval: string;
                /**
                 * @description waiting: a job for the same work waits already and does this one’s too
                 * @enum {string}
                 */
                outcome: "queued" | "waiting";
            }[];
        };
        /** @description Work of the queue */
        Job: {
            id: string;
            kind: string;
            symbol: string | null;
            interval: string | null;
            /** @description First session that is asked for */
            from: string | null;
            to: string | null;
            /** @enum {string} */
            state: "waiting" | "retrying" | "running" | "done" | "failed" | "cancelled";
            /** @description `asked` by somebody, or the run of a schedule */
            origin: string;
            /** @description Attempts that were begun */
            attempts: number;
            mostAttempts: number;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it may be taken
             */
            startsAfter: string;
            startedAt: string | null;
            endedAt: string | null;
            progress: {
                done: number;
                total: number;
                text: string;
            } | null;
            /** @description Why its last attempt failed */
            error: string | null;
            failedAt: string | null;
            /** @description What it came to, by its kind */
            result: unknown;
        };
        Jobs: {
            /** @description What runs, then what waits in its order, then what ended last */
            jobs: components["schemas"]["Job"][];
            /** @description Whether there are more than were asked for */
            more: boolean;
        };
        DecidedJob: {
            id: string;
            /**
             * @description waiting: a job for the same work waits already; unchanged: its state does not allow it
             * @enum {string}
             */
            outcome: "retried" | "waiting" | "cancelled" | "unchanged";
            /** @enum {string} */
            was: "waiting" | "retrying" | "running" | "done" | "failed" | "cancelled";
        };
        QuarantinedRow: {
            id: string;
            /**
             * @description Who set it aside
             * @enum {string}
             */
            origin: "migration" | "pipeline";
            /** @description File of the older application, or name of the source */
            source: string;
            /** @description Table of the older application; `bars` or `actions` of the pipeline */
            table: string;
            symbol: string;
            /** @description Where it stood in what was delivered, or its key */
            place: string;
            reason: string;
            /** @description The reason in words; completes “this row …” */
            sentence: string;
            /** @description Place of the row that already has its key */
            twin: string | null;
            /** Format: date-time */
            quarantinedAt: string;
            run: string;
            /** @description The row as it came, whole */
            original: {
                [key: string]: unknown;
            };
            /** @description Fields of `original` that the reason is about; none: the row as a whole */
            offending: string[];
        };
        Quarantine: {
            /** @description The latest first */
            rows: components["schemas"]["QuarantinedRow"][];
            /** @description `cursor` of the next page */
            next: string | null;
        };
        QuarantineDetails: {
            id: string;
            /**
             * @description Who set it aside
             * @enum {string}
             */
            origin: "migration" | "pipeline";
            /** @description File of the older application, or name of the source */
            source: string;
            /** @description Table of the older application; `bars` or `actions` of the pipeline */
            table: string;
            symbol: string;
            /** @description Where it stood in what was delivered, or its key */
            place: string;
            reason: string;
            /** @description The reason in words; completes “this row …” */
            sentence: string;
            /** @description Place of the row that already has its key */
            twin: string | null;
            /** Format: date-time */
            quarantinedAt: string;
            run: string;
            /** @description The row as it came, whole */
            original: {
                [key: string]: unknown;
            };
            /** @description Fields of `original` that the reason is about; none: the row as a whole */
            offending: string[];
            /** @description Whether it can be stored as it is, on somebody’s word */
            releasable: boolean;
            /** @description Bars that are stored at the same time and around it */
            around: {
                /** Format: date-time */
                time: string;
                open: number;
                high: number;
                low: number;
                close: number;
                volume: number | null;
                source: string;
            }[];
        };
        QuarantineCounts: {
            total: number;
            counts: {
                /** @enum {string} */
                origin: "migration" | "pipeline";
                reason: string;
                sentence: string;
                rows: number;
            }[];
        };
        Released: {
            released: {
                id: string;
                symbol: string;
                /** @enum {string} */
                what: "bar" | "dividend" | "split";
                interval: string | null;
                /** Format: date-time */
                time: string;
            }[];
        };
        Dismissed: {
            dismissed: number;
        };
        System: {
            /** Format: date-time */
            askedAt: string;
            /**
             * @description The worst of the findings
             * @enum {string}
             */
            health: "ok" | "note" | "problem";
            findings: {
                /** @enum {string} */
                severity: "problem" | "note";
                what: string;
                remedy: string;
            }[];
            versions: {
                stockula: string;
                node: string;
                postgresql: string;
                timescaledb: string;
                /** @enum {string} */
                edition: "community" | "apache";
                schema: number;
            };
            process: {
                uptimeSeconds: number;
                /** @description Memory of the process that answers */
                memory: number;
            };
            database: {
                /** @enum {string} */
                kind: "embedded" | "server";
                /** @description For admins: where it is */
                place: string | null;
                /** @description Bytes */
                bytes: number;
                /** Format: date-time */
                startedAt: string;
                sessions: number;
                mostSessions: number;
                symbols: number;
                quarantined: number;
                isReplica: boolean;
            };
            hypertables: {
                name: string;
                chunks: number;
                compressedChunks: number;
                /** @description Due for compression */
                overdueChunks: number;
                /** @description Bytes */
                bytes: number;
                /** @description Bytes before by bytes after; null: nothing is compressed */
                compressionRatio: number | null;
                chunkInterval: string;
            }[];
            policies: {
                id: number;
                what: string;
                on: string;
                every: string;
                paused: boolean;
                lastFinished: string | null;
                lastFailure: string | null;
                /** @description Embedded: not before then, and when nothing else runs */
                nextRun: string | null;
            }[];
            /** @description None on the Apache edition, whose aggregates are plain views */
            aggregates: {
                name: string;
                builtTo: string | null;
                /** @description How much later the last bar begins */
                lagSeconds: number | null;
                /** @description Bytes */
                bytes: number;
                /** @description Whether what is not built yet is added when it is asked */
                realTime: boolean;
            }[];
            pool: {
                most: number;
                open: number;
                idle: number;
                waiting: number;
            };
            cache: {
                /** @description Of the process that answers, since it began */
                own: {
                    class: string;
                    hit: number;
                    miss: number;
                    /** @description Outdated answers given because loading failed */
                    stale: number;
                    error: number;
                    /** @description Hits among all questions, 0 to 1; null: nobody asked */
                    hitRate: number | null;
                }[];
                /** @description The cache that processes share */
                redis: {
                    configured: boolean;
                    problem: string | null;
                    values: number | null;
                    memory: number | null;
                    memoryLimit: number | null;
                    /** @description Of all processes */
                    classes: {
                        class: string;
                        hit: number;
                        miss: number;
                        /** @description Outdated answers given because loading failed */
                        stale: number;
                        error: number;
                        /** @description Hits among all questions, 0 to 1; null: nobody asked */
                        hitRate: number | null;
                    }[];
                };
            };
            replicas: {
                name: string;
                state: string;
                mode: string;
                lagBytes: number | null;
                lagSeconds: number | null;
            }[];
            /** @description The embedded engine; null: a server is configured */
            engine: {
                state: string;
                uptimeSeconds: number | null;
                sessions: number | null;
                restarts: number | null;
                hostMemory: number | null;
                engineMemory: number | null;
                clusterBytes: number | null;
            } | null;
            disk: {
                /** @description Bytes */
                freeBytes: number;
                /** @description Bytes */
                totalBytes: number;
            };
            links: {
                grafana: string | null;
            };
        };
        FilePreview: {
            /** @description The table within an archive that is shown */
            member: string | null;
            /** @description Members of an archive that are no tables */
            skipped: string[];
            /** @description Whose export it is recognised as, or `table` */
            exportedBy: string;
            columns: string[];
            /** @description The first rows as they are written */
            rows: string[][];
            /** @description Which column means what */
            mapping: {
                [key: string]: string;
            };
            symbol: string | null;
            interval: string | null;
            /** @enum {string} */
            basis: "raw" | "split" | "total";
            dateFormat: ("ymd" | "dmy" | "mdy" | "excel") | null;
            /** @description The first bars as they would be read */
            bars: {
                symbol: string;
                interval: string;
                /** @description ISO 8601; a text that is no time as it came */
                time: string | null;
                open: number | string | null;
                high: number | string | null;
                low: number | string | null;
                close: number | string | null;
                volume: number | string | null;
            }[];
            /** @description Why it cannot be imported so */
            problem: {
                expected: string;
                got: string;
                remedy: string;
            } | null;
        };
        Upload: {
            id: string;
            /** @description Name of the file */
            name: string;
            bytes: number;
            /** @description Who sent it */
            by: string;
            /**
             * @description looking: its beginning is read; ready: it waits for its import to be asked for
             * @enum {string}
             */
            state: "looking" | "ready" | "waiting" | "running" | "done" | "failed" | "cancelled";
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            endedAt: string | null;
            options: {
                symbol?: string;
                /**
                 * @description Length of a bar, of the whole file
                 * @enum {string}
                 */
                interval?: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
                /** @description Which column means what: role → name of the column; `ts` is the date */
                map?: {
                    [key: string]: string;
                };
                /**
                 * @description What prices are adjusted for
                 * @enum {string}
                 */
                basis?: "raw" | "split" | "total";
                /** @description IANA zone of times that have none, as Europe/Berlin */
                zone?: string;
                /** @enum {string} */
                delimiter?: "," | ";" | "\t" | "|";
                /** @enum {string} */
                decimal?: "." | ",";
                /**
                 * @description excel: days as spreadsheets count them
                 * @enum {string}
                 */
                dateFormat?: "ymd" | "dmy" | "mdy" | "excel";
                /** @description As exchanges write it: USD, or GBp for pence */
                currency?: string;
            };
            replace: boolean;
            preview: components["schemas"]["FilePreview"] | null;
            /** @description Rows read so far */
            progress: {
                rows: number;
            } | null;
            result: {
                run: string;
                seconds: number;
                symbols: {
                    symbol: string;
                    interval: string;
                    fetched: number;
                    written: number;
                    corrected: number;
                    unchanged: number;
                    kept: number;
                    merged: number;
                    quarantined: number;
                    flagged: number;
                    mended: number;
                }[];
                /** @description Rows that were set aside, by reason */
                quarantinedBy: {
                    reason: string;
                    sentence: string;
                    rows: number;
                }[];
                skipped: string[];
            } | null;
            /** @description Why nothing of it was stored */
            problem: {
                expected: string;
                got: string;
                remedy: string;
                code: string;
            } | null;
        };
        Uploads: {
            /** @description The latest first */
            uploads: components["schemas"]["Upload"][];
        };
        /** @description How far the bars of an exchange reach */
        FreshnessLine: {
            /** @description Id of the calendar of the exchange, such as XNYS */
            exchange: string;
            title: string;
            /**
             * @description Span of a bar
             * @enum {string}
             */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /** @description With bars of this interval */
            instruments: number;
            /** @description With everything up to the last session that is over */
            upToDate: number;
            behind: number;
            /**
             * Format: date
             * @description The last session that is over
             */
            expected: string;
            /**
             * Format: date
             * @description How far the bars of the instrument reach that is furthest behind
             */
            oldest: string;
            /**
             * Format: date
             * @description How far those of the one reach that is ahead
             */
            newest: string;
        };
        /** @description How far bars reach, by exchange and interval */
        Freshness: {
            lines: components["schemas"]["FreshnessLine"][];
            /** Format: date-time */
            at: string;
            stale: components["schemas"]["Staleness"] | null;
        };
        Live: {
            /** @constant */
            status: "ok";
        };
        /** @description Whether questions can be answered, and what stands in the way */
        Ready: {
            /**
             * @description degraded: everything is answered, but slower or from older data; failed: it is not
             * @enum {string}
             */
            status: "ready" | "degraded" | "failed";
            checks: {
                /** @enum {string} */
                name: "database" | "cache" | "configuration" | "disk";
                /** @enum {string} */
                status: "ok" | "degraded" | "failed";
                /** @description Only for callers who may read */
                reason: string | null;
            }[];
        };
        IndicatorCatalogue: {
            indicators: {
                id: string;
                name: string;
                aliases: string[];
                group: string;
                /** @description Whether its values are prices, to be drawn over the bars */
                overlay: boolean;
                formula: string;
                source: string;
                inputs: string[];
                parameters: {
                    name: string;
                    description: string;
                    default: number;
                    min: number;
                    max: number;
                    integer: boolean;
                    /** @description Names that stand for the numbers from 0 on */
                    choices: string[] | null;
                }[];
                outputs: string[];
                /** @description Bars before the first value, with the default parameters */
                warmUp: number;
            }[];
        };
        IndicatorSeries: {
            symbol: string;
            /** @enum {string} */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            adjust: string;
            id: string;
            parameters: {
                [key: string]: number;
            };
            /** @description Bars it was calculated from */
            bars: number;
            /** @description Bars before the first value */
            warmUp: number;
            columns: {
                /** @description Start of each bar, epoch milliseconds UTC */
                time: number[];
                /** @description Null where there is no value */
                outputs: {
                    [key: string]: (number | null)[];
                };
            };
            stale: components["schemas"]["Staleness"] | null;
        };
        /** @description What `stockula --mode ta -o json` prints: docs/command-line.md describes its fields */
        TechnicalAnalysis: {
            symbol: string;
            interval: string;
        } & {
            [key: string]: unknown;
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
            code: "INTERNAL" | "USAGE" | "CONFIG_INVALID" | "NOT_FOUND" | "NO_DATA" | "SOURCE_UNUSABLE" | "DATA_DIR_IN_USE" | "DATA_DIR_UNUSABLE" | "PORT_UNAVAILABLE" | "DATABASE_UNAVAILABLE" | "DATABASE_UNSUITABLE" | "SQL_FAILED" | "VERIFY_MISMATCH" | "MIGRATION_CONFLICT" | "NAME_TAKEN" | "CHANGED_MEANWHILE" | "DISK_FULL" | "CONSENT_MISSING" | "PROGRAM_MISSING" | "INSTALL_FAILED" | "RIGHTS_MISSING" | "PORT_TAKEN" | "SERVICE_FAILED" | "RUN_FAILED" | "RUN_PARTIAL" | "NO_SOURCE_ANSWERED" | "STRATEGY_INVALID" | "UNAUTHENTICATED" | "FORBIDDEN" | "ADMIN_MISSING" | "CONFLICT" | "TOO_MANY_REQUESTS" | "INTERRUPTED";
            expected: string;
            got: string;
            remedy: string;
        };
        MigrationStep: {
            step: string;
            title: string;
            /** @enum {string} */
            outcome: "running" | "done" | "skipped" | "failed" | "undone";
            startedAt: string;
            finishedAt: string | null;
            detail: string | null;
        };
        MigrationCommand: {
            id: string;
            /**
             * @description As "stockula migrate …" names it
             * @enum {string}
             */
            action: "plan" | "run" | "resume" | "follow" | "verify" | "switch" | "rollback";
            /** Format: date-time */
            startedAt: string;
            endedAt: string | null;
            /** @enum {string} */
            state: "running" | "done" | "failed" | "stopped";
            progress: {
                step: string;
                text: string;
                done: number;
                total: number | null;
            } | null;
            followed: {
                /** @description In which something was carried over */
                rounds: number;
                written: number;
                removed: number;
                quarantined: number;
                /** @description From the file's last write to the end of the round that carried it over */
                lagSeconds: number;
            } | null;
            problem: {
                /** @enum {string} */
                code: "INTERNAL" | "USAGE" | "CONFIG_INVALID" | "NOT_FOUND" | "NO_DATA" | "SOURCE_UNUSABLE" | "DATA_DIR_IN_USE" | "DATA_DIR_UNUSABLE" | "PORT_UNAVAILABLE" | "DATABASE_UNAVAILABLE" | "DATABASE_UNSUITABLE" | "SQL_FAILED" | "VERIFY_MISMATCH" | "MIGRATION_CONFLICT" | "NAME_TAKEN" | "CHANGED_MEANWHILE" | "DISK_FULL" | "CONSENT_MISSING" | "PROGRAM_MISSING" | "INSTALL_FAILED" | "RIGHTS_MISSING" | "PORT_TAKEN" | "SERVICE_FAILED" | "RUN_FAILED" | "RUN_PARTIAL" | "NO_SOURCE_ANSWERED" | "STRATEGY_INVALID" | "UNAUTHENTICATED" | "FORBIDDEN" | "ADMIN_MISSING" | "CONFLICT" | "TOO_MANY_REQUESTS" | "INTERRUPTED";
                title: string;
                expected: string;
                got: string;
                remedy: string;
            } | null;
            /** @description What the command printed: plan, report of the comparison, or what was carried back */
            answer: unknown;
        };
        MigrationStatus: {
            /**
             * @description Which store answers now
             * @enum {string}
             */
            backend: "timescale" | "sqlite";
            configFile: string | null;
            legacyFile: string;
            /** @description Whether a migration is at work now, in whatever process */
            atWork: boolean;
            /** @description null before the first migration */
            outcome: ("running" | "stopped" | "completed") | null;
            goesBack: boolean;
            startedAt: string | null;
            endedAt: string | null;
            steps: components["schemas"]["MigrationStep"][];
            /** @description The last copy or follower, as the database has it */
            run: {
                /** @enum {string} */
                kind: "copy" | "follow";
                status: string;
                alive: boolean;
                /** Format: date-time */
                startedAt: string;
                finishedAt: string | null;
                followed: {
                    /** @description In which something was carried over */
                    rounds: number;
                    written: number;
                    removed: number;
                    quarantined: number;
                    /** @description From the file's last write to the end of the round that carried it over */
                    lagSeconds: number;
                } | null;
            } | null;
            /** @description Why the database could not be asked */
            problem: {
                /** @enum {string} */
                code: "INTERNAL" | "USAGE" | "CONFIG_INVALID" | "NOT_FOUND" | "NO_DATA" | "SOURCE_UNUSABLE" | "DATA_DIR_IN_USE" | "DATA_DIR_UNUSABLE" | "PORT_UNAVAILABLE" | "DATABASE_UNAVAILABLE" | "DATABASE_UNSUITABLE" | "SQL_FAILED" | "VERIFY_MISMATCH" | "MIGRATION_CONFLICT" | "NAME_TAKEN" | "CHANGED_MEANWHILE" | "DISK_FULL" | "CONSENT_MISSING" | "PROGRAM_MISSING" | "INSTALL_FAILED" | "RIGHTS_MISSING" | "PORT_TAKEN" | "SERVICE_FAILED" | "RUN_FAILED" | "RUN_PARTIAL" | "NO_SOURCE_ANSWERED" | "STRATEGY_INVALID" | "UNAUTHENTICATED" | "FORBIDDEN" | "ADMIN_MISSING" | "CONFLICT" | "TOO_MANY_REQUESTS" | "INTERRUPTED";
                title: string;
                expected: string;
                got: string;
                remedy: string;
            } | null;
            /** @description Whether the file was written to since what the database holds was read; null where that cannot be told */
            writtenSince: boolean | null;
            /** @description What to do next */
            next: string;
            /** @description The last command that this server has begun */
            command: components["schemas"]["MigrationCommand"] | null;
        };
        OptionQuote: {
            contract: string;
            /** Format: date */
            expiration: string;
            strike: number;
            last: number | null;
            bid: number | null;
            ask: number | null;
            /** @description Contracts */
            volume: number | null;
            /** @description Contracts */
            openInterest: number | null;
            /** @description Per year, as a fraction */
            impliedVolatility: number | null;
            inTheMoney: boolean | null;
            /** Format: date-time */
            quotedAt: string;
        };
        /** @description Of each contract the latest quote; without those that had expired before the newest of them and are quoted on earlier days only */
        OptionChain: {
            symbol: string;
            /** @description Of the newest quote; null where there is no chain */
            asOf: string | null;
            /** @description All that contracts are quoted of, whatever is asked for */
            expirations: string[];
            /** @description By expiration and strike */
            calls: components["schemas"]["OptionQuote"][];
            puts: components["schemas"]["OptionQuote"][];
            stale: components["schemas"]["Staleness"] | null;
        };
        OptionSnapshots: {
            symbol: string;
            /** @description When contracts were quoted, the newest first */
            snapshots: string[];
            next: string | null;
            stale: components["schemas"]["Staleness"] | null;
        };
        OptionHistory: {
            contract: string;
            symbol: string;
            /** @description The newest first */
            quotes: components["schemas"]["OptionQuote"][];
            next: string | null;
            stale: components["schemas"]["Staleness"] | null;
        };
        Portfolio: {
            name: string;
            currency: string;
            cash: number;
            fractional: boolean;
            notes: string;
            holdings: {
                symbol: string;
                quantity: number;
                targetWeight: number | null;
                cost: number | null;
                category: string | null;
            }[];
            id: string;
            /** @description Grows with each change; the ETag, to be sent as If-Match */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /** @description By name; a user has at most 100 */
        Portfolios: {
            portfolios: {
                name: string;
                currency: string;
                cash: number;
                fractional: boolean;
                id: string;
                /** @description Grows with each change; the ETag, to be sent as If-Match */
                version: number;
                /** Format: date-time */
                createdAt: string;
                /** Format: date-time */
                updatedAt: string;
                /** @description How many */
                holdings: number;
            }[];
        };
        /** @description Content for a new portfolio; nothing is kept of it */
        PortfolioDraft: {
            name: string;
            currency: string;
            cash: number;
            fractional: boolean;
            notes: string;
            holdings: {
                symbol: string;
                quantity: number;
                targetWeight: number | null;
                cost: number | null;
                category: string | null;
            }[];
            /** @description How it came about */
            draftNotes: string[];
        };
        ValuedHolding: {
            symbol: string;
            quantity: number;
            targetWeight: number | null;
            cost: number | null;
            category: string | null;
            /** @description Of the instrument, where that is known */
            currency: string | null;
            /** @description The last close */
            price: number | null;
            /** @description Its session */
            priceDate: string | null;
            /** @description Sessions of its exchange that have ended since */
            sessionsBehind: number | null;
            /** @description Whether a session has ended since */
            isStale: boolean;
            /** @description Null where it cannot be told; it is then no part of the sums */
            value: number | null;
            /** @description Why there is no value */
            problem: ("no price" | "other currency") | null;
            /** @description Part of the whole value, 0 to 1 */
            weight: number | null;
            /** @description Weight less target weight */
            drift: number | null;
            /** @description Against the close before, after splits; null where its price is older than the newest of the portfolio */
            dayChange: number | null;
            /** @description The same as a part of the value before */
            dayReturn: number | null;
            /** @description The same as a part of the value of the whole portfolio before */
            dayContribution: number | null;
            /** @description Value less cost */
            gain: number | null;
            /** @description The same as a part of the cost */
            gainReturn: number | null;
            /** @description Shares to buy, or below 0 to sell, to come to the target; null while a value is missing */
            trade: {
                quantity: number;
                value: number;
            } | null;
        };
        /** @description What a portfolio is worth at the last closes */
        Valuation: {
            id: string;
            version: number;
            name: string;
            currency: string;
            cash: number;
            cashWeight: number | null;
            /** @description Holdings and cash */
            value: number;
            /** @description Holdings alone */
            invested: number;
            /** @description Session of the newest price */
            asOf: string | null;
            dayChange: number | null;
            dayReturn: number | null;
            /** @description Of the holdings that say what they cost */
            gain: number | null;
            gainReturn: number | null;
            /** @description Without its sign, a part of the whole */
            largestDrift: number | null;
            cashAfterTrades: number | null;
            holdings: components["schemas"]["ValuedHolding"][];
            /** @description Holdings without a value */
            missing: string[];
            notes: string[];
            stale: components["schemas"]["Staleness"] | null;
        };
        /** @description What the holdings of today would have been worth */
        ValueHistory: {
            id: string;
            currency: string;
            columns: {
                /** @description Sessions at 00:00 UTC, epoch milliseconds */
                time: number[];
                /** @description Shares and cash of today at the closes of then, after splits */
                value: number[];
                /** @description Cash that the shares have paid since the first session shown */
                dividends: number[];
            };
            missing: string[];
            notes: string[];
            stale: components["schemas"]["Staleness"] | null;
        };
        Strategy: {
            name: string;
            aliases: string[];
            title: string;
            description: string;
            rule: string;
            parameters: {
                name: string;
                default: number;
                min: number;
                max: number;
                integer: boolean;
                description: string;
            }[];
            /** @description Bars before the first decision, with the default parameters */
            warmUp: number;
            /** @description Bars below which a result says nothing */
            leastDays: number;
            groups: string[];
            /** @description Values a search tries by default, by parameter */
            grid: {
                [key: string]: number[];
            };
        };
        RunHead: {
            id: string;
            /** @enum {string} */
            kind: "backtest" | "search";
            symbol: string;
            /**
             * @description Span of a bar
             * @enum {string}
             */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /**
             * Format: date-time
             * @description When it was last asked
             */
            madeAt: string;
            /** @description In the order of the answer */
            strategies: string[];
            /** @description Of the first of them */
            returnPercent: number | null;
        };
        KeptRun: {
            id: string;
            /** @enum {string} */
            kind: "backtest" | "search";
            symbol: string;
            /**
             * @description Span of a bar
             * @enum {string}
             */
            interval: "1m" | "2m" | "5m" | "15m" | "30m" | "90m" | "1h" | "1d" | "5d" | "1wk" | "1mo" | "3mo";
            /** Format: date-time */
            madeAt: string;
            /** @description SHA-256 of the bars */
            dataHash: string;
            /** @description SHA-256 of the question */
            configurationHash: string;
            /** @description What was asked, with everything filled in */
            question: {
                [key: string]: unknown;
            };
            /** @description As a BacktestAnswer or a SearchAnswer, without equity curves */
            result: {
                [key: string]: unknown;
            };
        };
        RunComparison: {
            before: string;
            now: string | null;
            sameData: boolean;
            sameConfiguration: boolean;
            /** @description Whether every number agrees to the last digit */
            identical: boolean;
            statistics: {
                before: {
                    strategy: string;
                    params: {
                        [key: string]: number;
                    } | null;
                    statistics: {
                        [key: string]: number | string | null;
                    } | null;
                } | null;
                now: {
                    strategy: string;
                    params: {
                        [key: string]: number;
                    } | null;
                    statistics: {
                        [key: string]: number | string | null;
                    } | null;
                } | null;
            }[];
            configurationDifferences: {
                at: string;
                before: unknown;
                now: unknown;
            }[];
            resultDifferences: {
                at: string;
                before: unknown;
                now: unknown;
            }[];
            /** @description Whether there are more differences than these */
            more: boolean;
        };
        /** @description Symbols that a user keeps an eye on */
        Watchlist: {
            id: string;
            name: string;
            symbols: string[];
            /** @description Grows with each change */
            version: number;
        };
        Watchlists: {
            watchlists: components["schemas"]["Watchlist"][];
        };
        /** @description What Yahoo's chart route answers */
        YahooChart: {
            chart: {
                result: {
                    meta: {
                        symbol: string;
                        currency: string | null;
                    } & {
                        [key: string]: unknown;
                    };
                    timestamp?: number[];
                    events?: {
                        [key: string]: {
                            [key: string]: {
                                [key: string]: unknown;
                            };
                        };
                    };
                    indicators: {
                        quote: {
                            [key: string]: (number | null)[];
                        }[];
                        adjclose?: {
                            adjclose?: (number | null)[];
                        }[];
                    };
                }[] | null;
                error: {
                    code: string;
                    description: string;
                } | null;
            };
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
