#include "policy.h"

#include "field_rows.h"

#include <math.h>
#include <string.h>

static const double WEIGHTS_ROUNDING = 1e-6;

/* Insertion by id: lists are short. */
static void
sort_by_id(const struct policy_in *in, size_t n, size_t *by_id)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = i;
        for (; k > 0 && strcmp(in[by_id[k - 1]].id, in[i].id) > 0; k--)
            by_id[k] = by_id[k - 1];
        by_id[k] = i;
    }
}

/* Year groups index arrays. */
static int
check_years(const struct policy_in *policy, struct hr_err *err)
{
    for (size_t i = 0; i < policy->n_change; i++)
        for (size_t k = 0; k < policy->change[i].n_ncy; k++)
            if (policy->change[i].ncy[k] < NCY_MIN || policy->change[i].ncy[k] > NCY_MAX)
                return hr_fail(err, HR_ESCENARIO,
                               "policies.%s.changes.%s.ncy has %d, want a year group from %d to %d",
                               policy->id, policy->change[i].id, policy->change[i].ncy[k], NCY_MIN,
                               NCY_MAX);
    return 0;
}

int
policies_init(struct policies *self, struct address_book *book, struct hr_err *err)
{
    const struct policy_in *in = self->in;
    const size_t n = self->n;
    self->purpose = purpose_of(book, "policy");
    self->item = address_of(book, "policy", "policy");
    if (n == 0)
        return 0;
    self->by_id = arena_zero(book->arena, n, sizeof *self->by_id);
    self->cum = arena_zero(book->arena, n, sizeof *self->cum);
    int ret = arena_check(book->arena, err);
    if (ret != 0)
        return ret;
    sort_by_id(in, n, self->by_id);
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        const struct policy_in *policy = &in[self->by_id[i]];
        if (!(policy->weight >= 0.0))
            return hr_fail(err, HR_ESCENARIO, "policies.%s.weight is %g, want a number from 0 to 1",
                           policy->id, policy->weight);
        if (i > 0 && strcmp(policy->id, in[self->by_id[i - 1]].id) == 0)
            return hr_fail(err, HR_ESCENARIO, "two policies are named '%s'", policy->id);
        ret = check_years(policy, err);
        if (ret != 0)
            return ret;
        sum += policy->weight;
        self->cum[i] = sum;
    }
    if (!(fabs(sum - 1.0) <= WEIGHTS_ROUNDING))
        return hr_fail(err, HR_ESCENARIO, "the weights of policies add up to %.8g, want 1", sum);
    return 0;
}

const struct policy_in *
policy_central(const struct policies *self)
{
    const struct policy_in *heaviest = NULL;
    for (size_t i = 0; i < self->n; i++)
        if (heaviest == NULL || self->in[i].weight > heaviest->weight)
            heaviest = &self->in[i];
    return heaviest;
}

const struct policy_in *
policy_of_replicate(const struct policies *self, struct draw *draw)
{
    if (draw->expected || self->n == 0)
        return policy_central(self);
    draw_at(draw,
            &(struct draw_key){ .national = true, .purpose = self->purpose, .item = self->item });
    return &self->in[self->by_id[draw_category(draw, self->cum, self->n)]];
}

static bool
in_force(const struct policies *self, const struct policy_change_in *change,
         const struct step *step)
{
    const int year = self->base_year + (int)step->year;
    return year >= change->from_year && (change->to_year == 0 || year <= change->to_year);
}

double
policy_joining(const struct policies *self, const struct policy_in *policy, const struct step *step)
{
    double factor = 1.0;
    for (size_t i = 0; policy != NULL && i < policy->n_change; i++) {
        const struct policy_change_in *change = &policy->change[i];
        if (change->joining != 0 && in_force(self, change, step))
            factor *= step->value[change->joining];
    }
    return factor;
}

static void
multiply_at(const struct policy_change_in *change, double factor, double odds[N_NCY])
{
    for (size_t i = 0; change->n_ncy == 0 && i < N_NCY; i++)
        odds[i] *= factor;
    for (size_t i = 0; i < change->n_ncy; i++)
        odds[change->ncy[i] - NCY_MIN] *= factor;
}

void
policy_exit_odds(const struct policies *self, const struct policy_in *policy,
                 const struct step *step, struct exit_odds *odds)
{
    for (size_t i = 0; policy != NULL && i < policy->n_change; i++) {
        const struct policy_change_in *change = &policy->change[i];
        if (!in_force(self, change, step))
            continue;
        if (change->leaving != 0)
            multiply_at(change, step->value[change->leaving], odds->leaving);
        if (change->moving != 0)
            multiply_at(change, step->value[change->moving], odds->moving);
    }
}

/* ---- fields */

static const struct field policy_change_row[] = {
    ID("id", MUST, AT(policy_change_in, id), "\"rush\"",
       "Short name of the change, which names its numbers."),
    WHOLE("from_calendar_year", "calendar year", 2010, 2100, MUST, AT(policy_change_in, from_year),
          "2029",
          "First calendar year of the change, for all it changes: new plans issued in that "
          "year, and those who leave or move in its summer, the end of the academic year. 2029 "
          "shows first in the January census of 2030."),
    WHOLE("to_calendar_year", "calendar year", 2010, 2100, MAY, AT(policy_change_in, to_year),
          "2030", "Last calendar year of the change. Left out: it stays."),
    QUANTITY("joining", "factor on the level", 0, 20, MAY, AT(policy_change_in, joining),
             "{ low = 1.0; central = 1.15; high = 1.4; }",
             "Factor on the level of new plans, at all ages: 1.15 is a rush of some 15% more, as "
             "before a switch of rules. With a pipeline: of requests.",
             POSITIVE),
    QUANTITY("leaving", "factor on the odds", 0, 1000, MAY, AT(policy_change_in, leaving),
             "{ low = 1.5; central = 3.0; high = 6.0; }",
             "Factor on the odds that a plan ends, at the year groups of ncy: 3.0 turns 1 in 20 "
             "into 3 in 22.",
             POSITIVE),
    QUANTITY("moving", "factor on the odds", 0, 1000, MAY, AT(policy_change_in, moving),
             "{ low = 0.7; central = 1.0; high = 2.0; }",
             "Factor on the odds that those who keep a plan move to another setting, at the year "
             "groups of ncy; where they move is as ever.",
             POSITIVE),
    WHOLES("ncy", "national curriculum year", NCY_MIN, NCY_MAX, MAY, LIST_AT(policy_change_in, ncy),
           "[ 7, 12 ]",
           "Year groups whose leaving and moving change, as they are after that summer: 7 are "
           "those who enter secondary school. Left out: all."),
};
static const struct field_table policy_change_fields =
    TABLE_OF(policy_change_in, policy_change_row, "id");

static const struct field policy_row[] = {
    ID("id", MUST, AT(policy_in, id), "\"reform\"", "Short name of the policy, used in outputs."),
    TEXT("label", MUST, AT(policy_in, label), "\"Reassessment at phase transfer from 2029\"",
         "Name of the policy for people."),
    NUMBER("weight", "probability", 0, 1, MUST, AT(policy_in, weight), "0.5",
           "Chance, in your judgement, that this policy is what happens; those of all policies "
           "add up to 1."),
    LIST("changes", 0, 50, "( )", LIST_AT(policy_in, change), &policy_change_fields,
         "( { id = \"rush\"; from_calendar_year = 2027; to_calendar_year = 2028; joining = 1.15; "
         "}, ... )",
         "What it changes and when; changes in force at the same time multiply. None: "
         "everything stays as the other keys say."),
};
const struct field_table policy_fields = TABLE_OF(policy_in, policy_row, "id");
