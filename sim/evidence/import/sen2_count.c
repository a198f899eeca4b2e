/* Counts of one return, into evidence. */
#include "sen2.h"

#include <stdlib.h>

enum { TWENTY_WEEKS = 140 /* days */, OLDEST = 25 };

struct count { /* while it goes on */
    struct sen2_year *year;
    struct tally tally;
    int area, need[N_SEN2_NEED]; /* indices in the evidence */
    double requests, assessments;
};

static bool
is_in_year(const struct count *self, int day)
{
    return day != NO_DAY && sen2_day_year(day) == self->year->from.census - 1;
}

/* ---- plans ---- */

static int
count_stock(struct count *self, const struct sen2_state *state, int year, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < self->year->from.rows[SEN2_PERSON].n && ret == 0; i++) {
        if (!state[i].held)
            continue;
        const short age = state[i].age == SEN2_NONE ? ALL_AGES : state[i].age;
        const struct observation part = { .area = self->area,
                                          .measure = EVIDENCE_PLANS,
                                          .year = (short)year,
                                          .from_age = age,
                                          .to_age = age,
                                          .category = state[i].category,
                                          .need = (short)self->need[state[i].need],
                                          .count = 1.0 };
        ret = tally_add_margins(&self->tally, &part, err);
    }
    return ret;
}

/* ---- flows of the calendar year ---- */

static int
add_flow(struct count *self, enum evidence_measure measure, int child, int category,
         struct hr_err *err)
{
    const struct sen2_return *from = &self->year->from;
    const int birth = SEN2_ROWS(from, SEN2_PERSON, sen2_person)[child].birth;
    int age = birth == NO_DAY ? ALL_AGES : sen2_age(birth, from->census_day);
    if (age > OLDEST || age < 0)
        age = ALL_AGES;
    const struct observation part = { .area = self->area,
                                      .measure = (short)measure,
                                      .year = (short)(from->census - 1),
                                      .from_age = (short)age,
                                      .to_age = (short)age,
                                      .category = (short)category,
                                      .need = ALL_NEEDS,
                                      .count = 1.0 };
    return tally_add_margins(&self->tally, &part, err);
}

static int
count_in_time(struct count *self, int issued, int request, int child, struct hr_err *err)
{
    const int received = SEN2_ROWS(&self->year->from, SEN2_REQUEST, sen2_request)[request].received;
    if (received == NO_DAY || received > issued) {
        self->year->no_request_day += 1.0;
        return 0;
    }
    return issued - received <= TWENTY_WEEKS
               ? add_flow(self, EVIDENCE_WITHIN_20_WEEKS, child, ALL_CATEGORIES, err)
               : 0;
}

static int
count_end(struct count *self, const struct sen2_plan *plan, int child, int named,
          struct hr_err *err)
{
    const struct sen2_state *before = &self->year->before[child];
    const int category = before->held ? before->category : named;
    self->year->ended[plan->reason] += 1.0;
    return add_flow(self,
                    plan->reason == SEN2_REASON_TRANSFER ? EVIDENCE_TRANSFERRED : EVIDENCE_CEASED,
                    child, category, err);
}

static int
count_plans(struct count *self, struct hr_err *err)
{
    const struct sen2_joined *joined = &self->year->joined;
    const struct sen2_plan *plan = SEN2_ROWS(&self->year->from, SEN2_PLAN, sen2_plan);
    int ret = 0;
    for (size_t i = 0; i < self->year->from.rows[SEN2_PLAN].n && ret == 0; i++) {
        const int request = joined->request_of_plan[i], child = joined->child_of_request[request];
        const int named = joined->named[i].category;
        if (!sen2_in_order(plan[i].start, plan[i].ceased))
            continue;
        if (is_in_year(self, joined->issued[i]) && !joined->came[request]) {
            self->year->new_plans += 1.0;
            ret = add_flow(self, EVIDENCE_NEW_PLANS, child, named, err);
            if (ret == 0)
                ret = count_in_time(self, joined->issued[i], request, child, err);
        }
        if (ret == 0 && is_in_year(self, plan[i].ceased))
            ret = count_end(self, &plan[i], child, named, err);
    }
    return ret;
}

static int
count_requests(struct count *self, struct hr_err *err)
{
    const struct sen2_joined *joined = &self->year->joined;
    const struct sen2_request *request = SEN2_ROWS(&self->year->from, SEN2_REQUEST, sen2_request);
    int ret = 0;
    for (size_t i = 0; i < self->year->from.rows[SEN2_REQUEST].n && ret == 0; i++) {
        const int child = joined->child_of_request[i];
        if (joined->came[i])
            continue;
        self->requests += is_in_year(self, request[i].received);
        if (is_in_year(self, request[i].received))
            ret = add_flow(self, EVIDENCE_REQUESTS, child, ALL_CATEGORIES, err);
        if (ret == 0 && request[i].outcome == 'N' && is_in_year(self, request[i].decided))
            ret = add_flow(self, EVIDENCE_REQUESTS_REFUSED, child, ALL_CATEGORIES, err);
    }
    return ret;
}

static int
count_assessments(struct count *self, struct hr_err *err)
{
    const struct sen2_joined *joined = &self->year->joined;
    const struct sen2_assessment *item =
        SEN2_ROWS(&self->year->from, SEN2_ASSESSMENT, sen2_assessment);
    int ret = 0;
    for (size_t i = 0; i < self->year->from.rows[SEN2_ASSESSMENT].n && ret == 0; i++) {
        const int child = joined->child_of_request[item[i].request];
        if (joined->came[item[i].request] || !is_in_year(self, item[i].decided) ||
            (item[i].outcome != 'Y' && item[i].outcome != 'N'))
            continue;
        self->assessments += 1.0;
        ret = add_flow(self, EVIDENCE_ASSESSMENTS, child, ALL_CATEGORIES, err);
        if (ret == 0 && item[i].outcome == 'N')
            ret = add_flow(self, EVIDENCE_NOT_ISSUED, child, ALL_CATEGORIES, err);
    }
    return ret;
}

/* ---- what is told but not evidence ---- */

static void
count_came(struct sen2_year *self)
{
    const struct sen2_request *request = SEN2_ROWS(&self->from, SEN2_REQUEST, sen2_request);
    const struct sen2_person *person = SEN2_ROWS(&self->from, SEN2_PERSON, sen2_person);
    for (size_t i = 0; i < self->from.rows[SEN2_REQUEST].n; i++)
        self->came += self->joined.came[i] && self->now[person[request[i].person].child].held;
}

static void
count_residential(struct sen2_year *self)
{
    const struct sen2_placement *item = SEN2_ROWS(&self->from, SEN2_PLACEMENT, sen2_placement);
    for (size_t i = 0; i < self->from.rows[SEN2_PLACEMENT].n; i++) {
        const bool open = sen2_is_open(item[i].entry, item[i].leaving, self->from.census_day);
        self->residential += open && (item[i].residential == 'A' || item[i].residential == 'B');
        self->residential_52 += open && item[i].residential == 'B';
    }
}

/* ---- a count of all is 0 where there is nobody, and not missing ---- */

static int
fill(struct count *self, enum evidence_measure measure, int year, struct hr_err *err)
{
    int ret = 0;
    for (short age = 0; age <= OLDEST; age++)
        for (size_t place = 0; place < N_SEN2_PLACE && ret == 0; place++) {
            const struct observation none = {
                .area = self->area,
                .measure = (short)measure,
                .year = (short)year,
                .from_age = age,
                .to_age = age,
                .category = (short)(place == N_CATEGORY ? NOT_RECORDED : (int)place),
                .need = ALL_NEEDS,
            };
            ret = tally_add_margins(&self->tally, &none, err);
        }
    return ret;
}

/* Refusals are 0 where requests are counted; not otherwise. */
static int
fill_one(struct count *self, enum evidence_measure measure, bool counted, struct hr_err *err)
{
    const struct observation none = { .area = self->area,
                                      .measure = (short)measure,
                                      .year = (short)(self->year->from.census - 1),
                                      .from_age = ALL_AGES,
                                      .to_age = ALL_AGES,
                                      .category = ALL_CATEGORIES,
                                      .need = ALL_NEEDS };
    return counted ? tally_add(&self->tally, &none, err) : 0;
}

static int
fill_all(struct count *self, bool with_before, struct hr_err *err)
{
    static const enum evidence_measure flow[] = { EVIDENCE_NEW_PLANS, EVIDENCE_CEASED,
                                                  EVIDENCE_TRANSFERRED };
    const struct sen2_year *year = self->year;
    int ret = fill(self, EVIDENCE_PLANS, year->from.census, err);
    if (ret == 0 && with_before)
        ret = fill(self, EVIDENCE_PLANS, year->from.census - 1, err);
    for (size_t i = 0; i < sizeof flow / sizeof flow[0] && ret == 0; i++)
        ret = fill(self, flow[i], year->from.census - 1, err);
    if (ret == 0)
        ret = fill_one(self, EVIDENCE_REQUESTS_REFUSED, self->requests > 0.0, err);
    if (ret == 0)
        ret = fill_one(self, EVIDENCE_NOT_ISSUED, self->assessments > 0.0, err);
    return ret == 0 ? fill_one(self, EVIDENCE_WITHIN_20_WEEKS,
                               year->new_plans > year->no_request_day, err)
                    : ret;
}

static int
count_all(struct count *self, bool with_before, struct hr_err *err)
{
    struct sen2_year *year = self->year;
    int ret = count_stock(self, year->now, year->from.census, err);
    if (ret == 0 && with_before)
        ret = count_stock(self, year->before, year->from.census - 1, err);
    if (ret == 0)
        ret = count_plans(self, err);
    if (ret == 0)
        ret = count_requests(self, err);
    if (ret == 0)
        ret = count_assessments(self, err);
    if (ret == 0)
        ret = fill_all(self, with_before, err);
    for (size_t i = 0; i < year->from.rows[SEN2_PERSON].n; i++) {
        year->held_before += year->before[i].held;
        year->held_now += year->now[i].held;
    }
    count_came(year);
    count_residential(year);
    return ret;
}

int
sen2_count(struct sen2_year *self, int area, bool with_before, struct evidence *to,
           struct hr_err *err)
{
    struct count count = { .year = self, .area = area };
    int ret = 0;
    for (int i = 0; i < N_SEN2_NEED && ret == 0; i++)
        ret = evidence_add_need(to, sen2_need_id[i], &count.need[i], err);
    if (ret == 0)
        ret = count_all(&count, with_before, err);
    if (ret == 0)
        ret = tally_move(&count.tally, to, err);
    tally_release(&count.tally);
    return ret;
}
