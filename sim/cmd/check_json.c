/* headroom check --json */
#include "check_json.h"

#include "json_build.h"
#include "reconcile.h"
#include "tables.h"

#include <stdlib.h>

static void
put_pair(struct json_build *b, json_t *root, const char *key, double model, double ledger)
{
    json_t *pair = json_build_object(b, root, key);
    json_build_number(b, pair, "model_gbp_m", table_round(model, "gbp_m"));
    json_build_number(b, pair, "ledger_gbp_m", table_round(ledger, "gbp_m"));
}

static void
put_first_year(struct json_build *b, json_t *root, const struct model *model,
               const struct future *expected)
{
    struct reconciliation r;
    struct tie_note tie;
    reconcile(model, expected, &r);
    reconcile_note(model, expected, &tie);
    json_t *first = json_build_object(b, root, "first_year");
    json_build_text(b, first, "financial_year", fy_name(model->in->base_census).text);
    json_build_text(b, first, "beside", reconcile_beside(model->in));
    put_pair(b, first, "outturn", r.held, r.held_target);
    put_pair(b, first, "future_demand", r.later, r.later_target);
    put_pair(b, first, "budget", r.budget, r.budget_target);
    json_build_bool(b, first, "ties", tie.text[0] == '\0');
}

static void
put_scenarios(struct json_build *b, json_t *root, const struct inputs *in)
{
    json_t *list = json_build_array(b, root, "scenarios");
    for (size_t i = 0; i < in->n_scenario; i++) {
        const struct scenario_in *s = &in->scenario[i];
        json_t *one = json_build_object(b, list, NULL);
        json_build_text(b, one, "id", s->id);
        json_build_text(b, one, "label", s->label);
        json_build_text(b, one, "role", role_name(s->role));
        json_build_texts(b, one, "options", s->option, s->n_option);
        json_build_texts(b, one, "receipts", s->receipt, s->n_receipt);
        json_build_texts(b, one, "transfers", s->transfer, s->n_transfer);
    }
}

static void
put_each(struct json_build *b, json_t *list, const struct faults *said)
{
    for (size_t i = 0; i < said->n; i++) {
        json_t *one = json_build_object(b, list, NULL);
        json_build_text(b, one, "where", said->item[i].where);
        json_build_text(b, one, "text", said->item[i].text);
    }
}

static void
put_notes(struct json_build *b, json_t *root, const struct loaded *loaded)
{
    put_each(b, json_build_array(b, root, "questions"), &loaded->scenario.questions);
    json_t *list = json_build_array(b, root, "notes");
    for (size_t i = 0; i < loaded->model.n_note; i++)
        json_build_text(b, json_build_object(b, list, NULL), "text", loaded->model.note[i]);
    put_each(b, list, &loaded->scenario.notes);
}

int
check_json_print(FILE *out, const struct loaded *loaded, const struct future *expected,
                 struct hr_err *err)
{
    const struct inputs *in = loaded->model.in;
    struct json_build b = { 0 };
    json_t *root = json_object();
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the check");
    json_build_text(&b, root, "area", in->area);
    json_build_text(&b, root, "title", in->title);
    json_build_text(&b, root, "first_financial_year", fy_name(in->base_census).text);
    json_build_whole(&b, root, "years", in->horizon_years);
    json_build_whole(&b, root, "simulations", in->simulations);
    json_build_whole(&b, root, "seed", in->seed);
    put_scenarios(&b, root, in);
    put_first_year(&b, root, &loaded->model, expected);
    put_notes(&b, root, loaded);
    char *text = json_build_end(&b, root);
    if (text == NULL)
        return hr_fail(err, HR_ENOMEM,
                       "no memory for the check, or a text in the scenario is not UTF-8");
    fputs(text, out);
    free(text);
    return 0;
}
