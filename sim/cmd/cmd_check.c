/* headroom check FILE */
#include "check_json.h"
#include "command.h"
#include "engine.h"
#include "example.h"
#include "load.h"
#include "option.h"
#include "print.h"
#include "rare_futures.h"
#include "reconcile.h"
#include "tables.h"
#include "text.h"
#include "usage.h"
#include "words.h"

#include <math.h>
#include <string.h>

enum { SET_MAX = 256 };

struct check_options {
    struct load_options load;
    const char *set[SET_MAX];
    bool quiet, json;
};

static const struct argp_option options[] = {
    USAGE_SET(0), USAGE_JSON(0), USAGE_QUIET(0), USAGE_HELP_OPTION, { 0 },
};

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct check_options *self = state->input;

    switch (key) {
    case 'h': usage_help(state); return 0;
    case 'q': self->quiet = true; return 0;
    case KEY_JSON: self->json = true; return 0;
    case KEY_SET:
        if (strchr(arg, '=') == NULL || self->load.n_set == SET_MAX)
            argp_error(state, "--set is '%s', want PATH=VALUE, at most %d times", arg,
                       (int)SET_MAX);
        else
            self->set[self->load.n_set++] = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (self->load.path != NULL)
            argp_error(state, "one scenario file at a time ('%s' and '%s')", self->load.path, arg);
        self->load.path = arg;
        return 0;
    case ARGP_KEY_END:
        if (self->load.path == NULL)
            argp_error(state, "missing scenario FILE (headroom check FILE)");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "FILE",
    .doc = "Check a scenario file. All its faults are printed, with file and line; if there are "
           "none, what would be run, what was assumed where the "
           "file says nothing, and how the first year ties to the ledger."
           "\v" USAGE_EXIT_STATUS,
};

static void
print_plans(const struct model *model)
{
    double total = 0.0;
    for (size_t i = 0; i < model->n_setting; i++)
        total += model->base_plans[i];
    printf("%.0f plans in January %d:", total, model->in->base_census);
    for (size_t i = 0; i < model->n_setting; i++)
        printf("%s %s %.0f", i == 0 ? "" : ",", model->setting[model->file_setting[i]]->id,
               model->base_plans[model->file_setting[i]]);
    printf(" (%zu %s of need).\n", model->n_need, model->n_need == 1 ? "kind" : "kinds");
}

static void
print_quantities(const struct inputs *in)
{
    size_t n_uncertain = 0, n_source = 0;
    for (size_t i = 1; i <= in->n_quantity; i++) {
        n_uncertain += in->quantity[i].kind != QUANTITY_FIXED;
        n_source += in->quantity[i].source != NULL;
    }
    printf("%zu quantities, %zu of them uncertain, %zu with a source.\n", in->n_quantity,
           n_uncertain, n_source);
}

static void
print_scenarios(const struct inputs *in)
{
    for (size_t i = 0; i < in->n_scenario; i++) {
        const struct scenario_in *s = &in->scenario[i];
        printf("Scenario '%s' (%s): %s", s->id, role_name(s->role), s->label);
        for (size_t k = 0; k < s->n_option; k++)
            printf("%s %s", k == 0 ? "; options" : ",", s->option[k]);
        for (size_t k = 0; k < s->n_receipt; k++)
            printf("%s %s", k == 0 ? "; receipts" : ",", s->receipt[k]);
        for (size_t k = 0; k < s->n_transfer; k++)
            printf("%s %s", k == 0 ? "; transfers" : ",", s->transfer[k]);
        printf(".\n");
    }
}

/* "2027/28", "2027/28 to 2030/31", "from 2028/29 on": both years are in it. */
static void
print_years(int first, int last)
{
    if (last == 0)
        printf("from %s on", fy_name(first).text);
    else
        printf("in %s%s%s", fy_name(first).text, last == first ? "" : " to ",
               last == first ? "" : fy_name(last).text);
}

static void
print_receipts(const struct inputs *in)
{
    for (size_t i = 0; i < in->n_receipt; i++) {
        const struct receipt_in *receipt = &in->receipt[i];
        printf("Receipt '%s': %s, ", receipt->id, receipt->label);
        for (size_t k = 0; k < receipt->n_instalment; k++)
            printf("%s%s", k == 0 ? "in " : ", ", fy_name(receipt->instalment[k].fy).text);
        if (receipt->n_instalment == 0 && receipt->paid != 0)
            print_years(receipt->paid, receipt->paid);
        else if (receipt->n_instalment == 0)
            print_years(receipt->first_fy, receipt->last_fy);
        printf(".\n");
    }
}

static void
print_transfers(const struct inputs *in)
{
    for (size_t i = 0; i < in->n_transfer; i++) {
        const struct transfer_in *transfer = &in->transfer[i];
        printf("Transfer '%s' (%s to %s): %s, ", transfer->id, transfer->from, transfer->to,
               transfer->label);
        print_years(transfer->fy, transfer->last_fy == 0 ? transfer->fy : transfer->last_fy);
        printf(".\n");
    }
}

/* Calendar years, both in it. */
static void
print_changes(const struct policy_in *policy)
{
    for (size_t i = 0; i < policy->n_change; i++) {
        const struct policy_change_in *change = &policy->change[i];
        printf("  '%s' %s %d", change->id, change->to_year == 0 ? "from" : "in", change->from_year);
        if (change->to_year == 0)
            printf(" on");
        else if (change->to_year != change->from_year)
            printf(" to %d", change->to_year);
        printf(".\n");
    }
}

static void
print_policies(const struct model *model)
{
    for (size_t i = 0; i < model->in->n_policy; i++) {
        const struct policy_in *policy = &model->in->policy[i];
        printf("Policy '%s' (weight %g%s): %s; %zu %s.\n", policy->id, policy->weight,
               policy == model_central_policy(model) ? ", expected-value run" : "", policy->label,
               policy->n_change, policy->n_change == 1 ? "change" : "changes");
        print_changes(policy);
    }
}

/* What a file written for an earlier version meant by saying nothing. */
static void
print_changed(const struct scenario *scenario)
{
    if (scenario->n_changed == 0 || scenario->inputs.written_for > WRITTEN_FOR_0_1)
        return;
    printf("The file is for version 0.1: written_for says so, or is left out. Where the file is "
           "silent, this version\ntakes other defaults (give the key to keep the old one; write "
           "written_for = \"0.2\" to end this list):\n");
    for (size_t i = 0; i < scenario->n_changed; i++) {
        const struct changed_default *key = &scenario->changed[i];
        printf("  %s is not given", key->path);
        if (key->listed)
            printf(" in %zu %s", key->n, key->n == 1 ? "entry" : "entries");
        if (key->applies[0] != '\0')
            printf(": %s applies", key->applies);
        printf("; in 0.1 that meant: %s.\n", key->row->before);
    }
}

static void
print_options(const struct inputs *in)
{
    for (size_t i = 0; i < in->n_option; i++)
        printf("Option '%s' (%s): %s, from %s.\n", in->option[i].id,
               option_kinds[in->option[i].kind]->name, in->option[i].label, in->option[i].start);
}

/* Groups of keys whose sources say that they are examples, with how many numbers of each:
 * "prices (15), grant (2)". */
static int
list_example_sources(const struct scenario *scenario, struct text *out, struct hr_err *err)
{
    const struct field_table *root = &inputs_fields;
    size_t *n = calloc(root->n_row, sizeof *n), n_quantity = 0;
    if (n == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu keys", root->n_row);
    for (size_t i = 0; i < scenario->n_key; i++) {
        const struct scenario_key *key = &scenario->key[i];
        const bool uncertain = key->row->type == FIELD_QUANTITY;
        const char *source =
            uncertain ? scenario->inputs.quantity[++n_quantity].source : key->from.source;
        if (example_source(source))
            n[field_table_find(root, key->path)]++;
    }
    for (size_t row = 0; row < root->n_row; row++)
        if (n[row] > 0)
            text_add(out, "%s%s (%zu)", out->length == 0 ? "" : ", ", root->row[row].key, n[row]);
    free(n);
    return 0;
}

static int
print_example(const struct scenario *scenario, struct hr_err *err)
{
    const char *mark = example_mark(&scenario->inputs, RESTS_ON_MONEY);
    struct text list;
    char *sources = NULL;
    text_init(&list);
    int ret = list_example_sources(scenario, &list, err);
    if (ret == 0)
        ret = text_take(&list, &sources, err);
    if (ret != 0)
        return ret;
    const bool none = sources[0] == '\0';
    if (scenario->inputs.example.money || scenario->inputs.example.children)
        printf("%s: what rests on it says so, until `example` is taken away.%s%s%s\n", mark,
               none ? "" : " Sources that say so: ", sources, none ? "" : ".");
    else if (!none)
        printf("Note: sources say that figures are examples, and nothing marks what rests on them: "
               "%s.\n      example = { money = true; } does.\n",
               sources);
    free(sources);
    return 0;
}

static void
print_to_replace(const struct inputs *in)
{
    if (in->n_to_replace > 0)
        puts("To replace by the authority's own:");
    for (size_t i = 0; i < in->n_to_replace; i++) {
        const struct to_replace_in *row = &in->to_replace[i];
        printf("  %s (%s): %s (%s).\n", row->what, row->key, row->now, row->why);
    }
    if (in->estimates[0] != '\0')
        printf("%s: what rests on them says so, until their rows of to_replace are taken away.\n",
               in->estimates);
}

/* No file has "no faults" where there is something to look at first. */
static void
print_standing(const struct loaded *loaded, const char *path, const struct tie_note *tie)
{
    const struct faults *questions = &loaded->scenario.questions;
    const bool ties = tie->text[0] == '\0';
    if (questions->n == 0 && ties) {
        printf("%s has no faults.\n", path);
        return;
    }
    printf("%s can be run. To look at first:", path);
    if (questions->n > 0)
        printf(" %zu question%s%s", questions->n, questions->n == 1 ? "" : "s", ties ? ".\n" : ";");
    if (!ties)
        puts(" the first year does not tie (below).");
    for (size_t i = 0; i < questions->n; i++)
        printf("Question: %s: %s\n", questions->item[i].where, questions->item[i].text);
}

static int
print_file(const struct loaded *loaded, struct hr_err *err)
{
    const struct model *model = &loaded->model;
    const struct inputs *in = model->in;

    printf("\n%s. %s\n", in->area, in->title);
    printf("%s to %s (%d years), %s simulated futures, seed %.0f.\n", fy_name(in->base_census).text,
           fy_name(in->base_census + in->horizon_years - 1).text, in->horizon_years,
           words_count((unsigned long long)in->simulations).text, in->seed);
    print_plans(model);
    print_quantities(in);
    print_options(in);
    print_receipts(in);
    print_transfers(in);
    print_scenarios(in);
    print_policies(model);
    for (size_t i = 0; i < model->n_note; i++)
        printf("Note: %s.\n", model->note[i]);
    for (size_t i = 0; i < loaded->scenario.notes.n; i++)
        printf("Note: %s: %s.\n", loaded->scenario.notes.item[i].where,
               loaded->scenario.notes.item[i].text);
    const int ret = print_example(&loaded->scenario, err);
    print_to_replace(in);
    print_changed(&loaded->scenario);
    putchar('\n');
    return ret;
}

/* Does the first year tie, and if not, is it so far off that the file must be wrong? */
static int
verdict(const struct model *model, const struct future *expected, const struct check_options *check,
        struct hr_err *err)
{
    struct tie_note tie;
    struct tie_absurd absurd;
    const char *beside = reconcile_beside(model->in);
    reconcile_absurd(model, expected, &absurd);
    reconcile_note(model, expected, &tie);
    if (absurd.text[0] != '\0')
        return hr_fail(err, HR_ESCENARIO, "%s: %s", check->load.path, absurd.text);
    if (check->quiet || check->json)
        return 0;
    if (tie.text[0] == '\0')
        printf("\nThe first year ties to the %s.\n", beside);
    else
        printf("\nThe first year does not tie to the %s: %s.\n", beside, tie.text);
    return 0;
}

static int
check_loaded(const struct loaded *loaded, const struct check_options *check, struct hr_err *err)
{
    const struct model *model = &loaded->model;
    struct future expected = { 0 };
    int ret = engine_expected(model, 0, &expected, err);
    if (ret == 0 && check->json)
        ret = check_json_print(stdout, loaded, &expected, err);
    else if (ret == 0 && !check->quiet) {
        struct tie_note tie;
        reconcile_note(model, &expected, &tie);
        print_standing(loaded, check->load.path, &tie);
        ret = print_file(loaded, err);
        reconcile_print(stdout, model, &expected);
        provision_print(stdout, model, &expected);
    }
    if (ret == 0)
        ret = verdict(model, &expected, check, err);
    future_release(&expected);
    return ret;
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct check_options check = { .load = { .simulations = (double)NAN, .seed = (double)NAN } };
    struct loaded loaded;

    if (usage_parse(&argp, argc, argv, &check, err) != 0)
        return HR_ENOMEM;
    check.load.set = check.set;
    int ret = load(&loaded, &check.load, err);
    if (ret == 0)
        ret = engine_check(&loaded.model, err);
    if (ret == 0)
        ret = rare_futures_note(&loaded.model, false, err);
    if (ret == 0)
        ret = check_loaded(&loaded, &check, err);
    load_release(&loaded);
    return ret;
}

const struct command cmd_check = {
    .name = "check",
    .does = "check a scenario file, show what would be run and how it ties to the ledger",
    .argp = &argp,
    .argument = COMPLETE_SCENARIOS,
    .run = run,
};
