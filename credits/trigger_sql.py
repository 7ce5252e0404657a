"""How a trigger of the books is installed, whichever table it keeps."""

from __future__ import annotations

import pgtrigger
from django.db import models
from pgtrigger import compiler


class LedgerTriggerSql(compiler.UpsertTriggerSql):
    """The SQL that installs one trigger. Migrations name this class, so a changed template needs a new one.

    Unlike pgtrigger's own it cannot be switched off by the session variable ``pgtrigger.ignore``. EXECUTE is
    revoked, so that nobody can attach an owner's function to a table of theirs.
    """

    def get_template(self) -> str:
        return """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS TRIGGER AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp;
            REVOKE EXECUTE ON FUNCTION {pgid}() FROM PUBLIC;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE TRIGGER {pgid} {when} {operation} ON {table}
                FOR EACH {level} {condition} EXECUTE FUNCTION {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class LedgerTrigger(pgtrigger.Trigger):
    """A trigger of the books; declared like any other of django-pgtrigger."""

    def compile(self, model: models.Model) -> compiler.Trigger:
        return compiler.Trigger(
            name=self.name,
            sql=LedgerTriggerSql(
                pgid=self.get_pgid(model),
                declare=self.render_declare(model),
                func=self.render_func(model),
                table=model._meta.db_table,
                when=self.when,
                operation=self.operation,
                level=self.level,
                condition=self.render_condition(model),
            ),
        )
