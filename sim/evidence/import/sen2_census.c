#include "sen2_census.h"

#include <stdlib.h>
#include <string.h>

enum { OLDEST = 25 };

/* ---- what belongs together ---- */

static void
join_requests(struct sen2_joined *self)
{
    const struct sen2_return *from = self->from;
    const struct sen2_request *request = SEN2_ROWS(from, SEN2_REQUEST, sen2_request);
    const struct sen2_person *person = SEN2_ROWS(from, SEN2_PERSON, sen2_person);
    const struct sen2_assessment *assessment = SEN2_ROWS(from, SEN2_ASSESSMENT, sen2_assessment);
    const struct sen2_plan *plan = SEN2_ROWS(from, SEN2_PLAN, sen2_plan);
    const struct sen2_active *active = SEN2_ROWS(from, SEN2_ACTIVE, sen2_active);
    for (size_t i = 0; i < from->rows[SEN2_REQUEST].n; i++)
        self->child_of_request[i] = person[request[i].person].child;
    for (size_t i = 0; i < from->rows[SEN2_PLAN].n; i++)
        self->request_of_plan[i] = assessment[plan[i].assessment].request;
    for (size_t i = 0; i < from->rows[SEN2_ACTIVE].n; i++)
        self->came[active[i].request] = self->came[active[i].request] || active[i].came != 0;
}

/* Issued on the day of the assessment's outcome (DfE: "date on which EHC plan was issued"); where
 * the return has no outcome, on the plan's own day. */
static void
date_plans(struct sen2_joined *self)
{
    const struct sen2_return *from = self->from;
    const struct sen2_assessment *assessment = SEN2_ROWS(from, SEN2_ASSESSMENT, sen2_assessment);
    const struct sen2_plan *plan = SEN2_ROWS(from, SEN2_PLAN, sen2_plan);
    for (size_t i = 0; i < from->rows[SEN2_PLAN].n; i++) {
        const struct sen2_assessment *of = &assessment[plan[i].assessment];
        const bool before = of->outcome == 'H';
        self->start[i] = before ? NO_DAY : plan[i].start;
        self->issued[i] = before                                        ? NO_DAY
                          : of->outcome == 'Y' && of->decided != NO_DAY ? of->decided
                                                                        : plan[i].start;
    }
}

/* Rank 1 stands before 2, and both before one that is not given. */
static int
rank_of(int rank)
{
    return rank == 0 ? 10 : rank;
}

static void
join_settings(struct sen2_joined *self)
{
    const struct sen2_return *from = self->from;
    const struct sen2_detail *detail = SEN2_ROWS(from, SEN2_DETAIL, sen2_detail);
    for (size_t i = 0; i < from->rows[SEN2_PLAN].n; i++)
        self->named[i] = (struct sen2_detail){ .plan = SEN2_NONE,
                                               .category = NOT_RECORDED,
                                               .known = PLACEMENT_BLANK };
    for (size_t i = 0; i < from->rows[SEN2_DETAIL].n; i++) {
        struct sen2_detail *named = &self->named[detail[i].plan];
        if (named->plan == SEN2_NONE || rank_of(detail[i].rank) < rank_of(named->rank))
            *named = detail[i];
    }
}

static void
join_needs(struct sen2_joined *self)
{
    const struct sen2_return *from = self->from;
    const struct sen2_need *need = SEN2_ROWS(from, SEN2_NEED, sen2_need);
    const struct sen2_active *active = SEN2_ROWS(from, SEN2_ACTIVE, sen2_active);
    for (size_t i = 0; i < from->rows[SEN2_PERSON].n; i++)
        self->need[i] = SEN2_NEED_UNKNOWN;
    for (size_t i = 0; i < from->rows[SEN2_NEED].n; i++) {
        short *of = &self->need[self->child_of_request[active[need[i].active].request]];
        if (need[i].rank <= 1 && need[i].need < SEN2_NEED_UNKNOWN && need[i].need < *of)
            *of = (short)need[i].need;
    }
}

int
sen2_join(struct sen2_joined *self, const struct sen2_return *from, struct hr_err *err)
{
    const struct sen2_rows *rows = from->rows;
    *self = (struct sen2_joined){
        .from = from,
        .child_of_request = calloc(rows[SEN2_REQUEST].n + 1, sizeof *self->child_of_request),
        .request_of_plan = calloc(rows[SEN2_PLAN].n + 1, sizeof *self->request_of_plan),
        .start = calloc(rows[SEN2_PLAN].n + 1, sizeof *self->start),
        .issued = calloc(rows[SEN2_PLAN].n + 1, sizeof *self->issued),
        .came = calloc(rows[SEN2_REQUEST].n + 1, sizeof *self->came),
        .need = calloc(rows[SEN2_PERSON].n + 1, sizeof *self->need),
        .named = calloc(rows[SEN2_PLAN].n + 1, sizeof *self->named),
    };
    if (self->child_of_request == NULL || self->request_of_plan == NULL || self->came == NULL ||
        self->need == NULL || self->named == NULL || self->start == NULL || self->issued == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to join a return");
    join_requests(self);
    date_plans(self);
    join_settings(self);
    join_needs(self);
    return 0;
}

void
sen2_joined_release(struct sen2_joined *self)
{
    free(self->child_of_request);
    free(self->request_of_plan);
    free(self->start);
    free(self->issued);
    free(self->came);
    free(self->need);
    free(self->named);
    *self = (struct sen2_joined){ .from = NULL };
}

/* ---- a day ---- */

struct day { /* while it is put together; all [person] */
    const struct sen2_joined *joined;
    int day;
    bool own;                            /* the return's census, not the January before */
    int *plans, *ties;                   /* plans open; first-ranked placements open */
    const struct sen2_placement **place; /* the best one open */
    const struct sen2_detail **named;    /* of the plan that is open */
    double *odd;
};

static void
hold_plans(struct day *self, struct sen2_state *out)
{
    const struct sen2_joined *joined = self->joined;
    const struct sen2_plan *plan = SEN2_ROWS(joined->from, SEN2_PLAN, sen2_plan);
    for (size_t i = 0; i < joined->from->rows[SEN2_PLAN].n; i++) {
        const int request = joined->request_of_plan[i], child = joined->child_of_request[request];
        if (!sen2_in_order(plan[i].start, plan[i].ceased) ||
            !sen2_is_open(joined->start[i], plan[i].ceased, self->day) ||
            (joined->came[request] && !self->own))
            continue;
        if (self->plans[child]++ == 0 || self->named[child]->category == NOT_RECORDED)
            self->named[child] = &joined->named[i];
        out[child].held = true;
    }
}

/* Is one a better answer to where a child is? */
static bool
is_better(const struct sen2_placement *one, const struct sen2_placement *other)
{
    if (other == NULL || rank_of(one->rank) != rank_of(other->rank))
        return other == NULL || rank_of(one->rank) < rank_of(other->rank);
    return one->entry != other->entry ? one->entry > other->entry : one->category < other->category;
}

static void
place(struct day *self)
{
    const struct sen2_joined *joined = self->joined;
    const struct sen2_placement *item = SEN2_ROWS(joined->from, SEN2_PLACEMENT, sen2_placement);
    const struct sen2_active *active = SEN2_ROWS(joined->from, SEN2_ACTIVE, sen2_active);
    for (size_t i = 0; i < joined->from->rows[SEN2_PLACEMENT].n; i++) {
        const int request = active[item[i].active].request,
                  child = joined->child_of_request[request];
        if (!sen2_is_open(item[i].entry, item[i].leaving, self->day) ||
            (joined->came[request] && !self->own))
            continue;
        self->ties[child] += rank_of(item[i].rank) == 1;
        if (is_better(&item[i], self->place[child]))
            self->place[child] = &item[i];
    }
}

static bool
may_be_held(const struct day *self, size_t child, const struct sen2_state *state)
{
    return state->held || (self->own && self->place[child] != NULL);
}

/* False: nobody of that age can hold a plan. */
static bool
set_age(const struct day *self, size_t child, struct sen2_state *state)
{
    const struct sen2_person *person = SEN2_ROWS(self->joined->from, SEN2_PERSON, sen2_person);
    const int birth = person[child].birth;
    const int age = birth == NO_DAY ? SEN2_NONE : sen2_age(birth, self->day);
    state->age = (short)age;
    if (birth != NO_DAY && (birth > self->day || age > OLDEST)) {
        self->odd[ODD_AGE] += 1.0;
        return false;
    }
    /* Born since the last 31 August: of the youngest year of age. */
    state->age = birth != NO_DAY && age < 0 ? 0 : state->age;
    self->odd[ODD_NO_BIRTH] += birth == NO_DAY;
    return true;
}

static void
set_setting(const struct day *self, size_t child, struct sen2_state *state)
{
    const struct sen2_placement *at = self->place[child];
    const struct sen2_detail *named = self->named[child];
    int category = NOT_RECORDED, known = PLACEMENT_BLANK;
    if (at != NULL) {
        category = at->category;
        known = at->known;
    }
    if (category == NOT_RECORDED && named != NULL && named->category != NOT_RECORDED) {
        category = named->category;
        known = at == NULL ? (int)named->known : known; /* what is odd of where it is stays odd */
    }
    state->category = (short)category;
    self->odd[ODD_NO_PLACEMENT] += at == NULL;
    self->odd[ODD_NO_TABLE] += known == PLACEMENT_NO_TABLE;
    self->odd[ODD_NOT_LISTED] += known == PLACEMENT_NOT_LISTED;
    self->odd[ODD_TEXT] += known == PLACEMENT_ODD_TEXT;
}

static void
settle(struct day *self, struct sen2_state *out)
{
    const size_t n = self->joined->from->rows[SEN2_PERSON].n;
    for (size_t child = 0; child < n; child++) {
        struct sen2_state *state = &out[child];
        if (!may_be_held(self, child, state))
            continue;
        self->odd[ODD_NO_NAMED_PLAN] += !state->held;
        state->held = set_age(self, child, state);
        if (!state->held)
            continue;
        state->need = self->joined->need[child];
        set_setting(self, child, state);
        self->odd[ODD_TWO_PLANS] += self->plans[child] > 1;
        self->odd[ODD_TWO_PLACEMENTS] += self->ties[child] > 1;
        self->odd[ODD_NO_NEED] += state->need == SEN2_NEED_UNKNOWN;
    }
}

int
sen2_state_on(const struct sen2_joined *self, int day, struct sen2_state *out,
              double odd[N_SEN2_ODD], struct hr_err *err)
{
    const size_t n = self->from->rows[SEN2_PERSON].n;
    double unread[N_SEN2_ODD] = { 0.0 };
    struct day at = { .joined = self,
                      .day = day,
                      .own = day >= self->from->census_day,
                      .plans = calloc(n + 1, sizeof *at.plans),
                      .ties = calloc(n + 1, sizeof *at.ties),
                      .place = calloc(n + 1, sizeof *at.place),
                      .named = calloc(n + 1, sizeof *at.named),
                      .odd = odd == NULL ? unread : odd };
    int ret = 0;
    memset(out, 0, n * sizeof *out);
    if (at.plans == NULL || at.ties == NULL || at.place == NULL || at.named == NULL) {
        ret = hr_fail(err, HR_ENOMEM, "no memory for %zu children", n);
    } else {
        hold_plans(&at, out);
        place(&at);
        settle(&at, out);
    }
    free(at.plans);
    free(at.ties);
    free(at.place);
    free(at.named);
    return ret;
}
