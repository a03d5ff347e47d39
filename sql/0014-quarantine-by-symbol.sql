-- Whatever comes asks whether any row of its symbols was set aside by a run of the pipeline.
CREATE INDEX quarantine_of_runs ON quarantine (symbol) WHERE etl_run_id IS NOT NULL;
