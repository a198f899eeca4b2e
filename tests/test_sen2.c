#include "sen2.h"

#include "claim.h"
#include "evidence_csv.h"
#include "import_sample.h"
#include "return_history.h"
#include "sen2_sample.h"
#include "return_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CENSUS = 2025 };
static const struct sen2_sample SMALL = { 936, CENSUS, 0, "Blade-Export_20-03-2025_" };

struct loaded {
    struct evidence evidence;
    struct sen2 sen2;
    struct placement_map map;
};

static int
try_load(struct loaded *self, const char *folder, struct hr_err *err)
{
    evidence_init(&self->evidence);
    cr_assert_eq(placement_map_init(&self->map, err), 0);
    const struct evidence_choices choices = { .map = &self->map, .area = "Testshire" };
    const int ret = sen2_read(&self->sen2, &self->evidence, folder, &choices, err);
    return ret == 0 ? evidence_finish(&self->evidence, err) : ret;
}

static void
load(struct loaded *self, const char *folder)
{
    struct hr_err err = { 0 };
    cr_assert_eq(try_load(self, folder, &err), 0, "%s\n%s", err.text,
                 import_sample_faults(&self->evidence.faults));
}

static void
release(struct loaded *self)
{
    evidence_release(&self->evidence);
    sen2_release(&self->sen2);
    placement_map_release(&self->map);
}

static double
total(const struct loaded *self, enum evidence_measure measure, int year)
{
    const double n = evidence_total(&self->evidence, 0, measure, year);
    return isnan(n) ? 0.0 : n;
}

static double
at(const struct loaded *self, int age, size_t place)
{
    const double n = evidence_get(
        &self->evidence,
        &(struct observation){ .measure = EVIDENCE_PLANS,
                               .year = CENSUS,
                               .from_age = (short)age,
                               .to_age = (short)age,
                               .category = (short)(place == N_CATEGORY ? NOT_RECORDED : (int)place),
                               .need = ALL_NEEDS });
    return isnan(n) ? 0.0 : n;
}

Claim(sen2, counts_are_the_truth)
{
    struct loaded it;
    struct sen2_truth truth;
    const char *folder = import_sample_folder();
    sen2_sample_write(&SMALL, folder, &truth);
    load(&it, folder);
    cr_expect_eq(total(&it, EVIDENCE_PLANS, CENSUS), truth.now);
    cr_expect_eq(total(&it, EVIDENCE_PLANS, CENSUS - 1), truth.before);
    for (int age = 0; age < 26; age++)
        for (size_t place = 0; place < N_SEN2_PLACE; place++)
            cr_expect_eq(at(&it, age, place), truth.now_at[age][place], "age %d, %s: %g, want %g",
                         age, sen2_place_name(place), at(&it, age, place),
                         truth.now_at[age][place]);
    cr_expect_eq(total(&it, EVIDENCE_NEW_PLANS, CENSUS - 1), truth.new_plans);
    cr_expect_eq(total(&it, EVIDENCE_WITHIN_20_WEEKS, CENSUS - 1), truth.in_time);
    cr_expect_eq(total(&it, EVIDENCE_REQUESTS, CENSUS - 1), truth.requests);
    cr_expect_eq(total(&it, EVIDENCE_REQUESTS_REFUSED, CENSUS - 1), truth.refused);
    cr_expect_eq(total(&it, EVIDENCE_ASSESSMENTS, CENSUS - 1), truth.assessments);
    cr_expect_eq(total(&it, EVIDENCE_NOT_ISSUED, CENSUS - 1), truth.not_issued);
    cr_expect_eq(total(&it, EVIDENCE_TRANSFERRED, CENSUS - 1), truth.ended[SEN2_REASON_TRANSFER]);
    for (size_t reason = 0; reason < N_SEN2_REASON; reason++)
        cr_expect_eq(it.sen2.year[0].ended[reason], truth.ended[reason]);
    cr_expect_eq(it.sen2.year[0].came, truth.came);
    cr_expect_str_eq(it.evidence.area[0].code, "own999");
    release(&it);
    import_sample_remove(folder);
}

Claim(sen2, the_balance_of_a_year_closes)
{
    struct loaded it;
    struct sen2_truth truth;
    const char *folder = import_sample_folder();
    sen2_sample_write(&SMALL, folder, &truth);
    load(&it, folder);
    double ended = 0.0;
    for (size_t reason = 0; reason < N_SEN2_REASON; reason++)
        ended += it.sen2.year[0].ended[reason];
    cr_expect_eq(it.sen2.year[0].held_before + it.sen2.year[0].new_plans + it.sen2.year[0].came -
                     ended,
                 it.sen2.year[0].held_now);
    release(&it);
    import_sample_remove(folder);
}

Claim(sen2, places_and_needs_are_the_truth)
{
    struct loaded it;
    struct sen2_truth truth;
    const char *folder = import_sample_folder();
    sen2_sample_write(&SMALL, folder, &truth);
    load(&it, folder);
    double before[N_SEN2_PLACE] = { 0 }, need[N_SEN2_NEED] = { 0 }, moved = 0.0;
    const struct sen2_year *year = &it.sen2.year[0];
    for (size_t i = 0; i < year->from.rows[SEN2_PERSON].n; i++) {
        if (year->before[i].held)
            before[sen2_place(year->before[i].category)] += 1.0;
        if (year->now[i].held)
            need[year->now[i].need] += 1.0;
        moved += year->before[i].held && year->now[i].held &&
                 year->before[i].category != year->now[i].category;
    }
    for (size_t place = 0; place < N_SEN2_PLACE; place++)
        cr_expect_eq(before[place], truth.before_place[place], "%s", sen2_place_name(place));
    for (size_t i = 0; i < N_SEN2_NEED; i++)
        cr_expect_eq(need[i], truth.now_need[i], "%s", sen2_need_id[i]);
    cr_expect_eq(moved, truth.moved);
    release(&it);
    import_sample_remove(folder);
}

static char *
evidence_text(const struct sen2_sample *sample)
{
    struct loaded it;
    struct sen2_truth truth;
    char *text = NULL;
    size_t size;
    struct hr_err err = { 0 };
    const char *folder = import_sample_folder();
    sen2_sample_write(sample, folder, &truth);
    load(&it, folder);
    cr_assert_eq(evidence_csv_text(&it.evidence, &text, &size, &err), 0);
    release(&it);
    import_sample_remove(folder);
    return text;
}

Claim(sen2, the_order_of_rows_changes_nothing)
{
    char *const plain = evidence_text(&SMALL);
    for (unsigned seed = 1; seed <= 4; seed++) {
        struct sen2_sample sample = SMALL;
        sample.shuffle = seed;
        char *const other = evidence_text(&sample);
        cr_expect_str_eq(other, plain);
        free(other);
    }
    free(plain);
}

Claim(sen2, twenty_thousand_children_take_under_two_seconds)
{
    struct loaded it;
    struct sen2_truth truth;
    struct sen2_sample sample = SMALL;
    sample.n = 20000;
    sample.shuffle = 3;
    const char *folder = import_sample_folder();
    sen2_sample_write(&sample, folder, &truth);
    const clock_t from = clock();
    load(&it, folder);
    const double seconds = (double)(clock() - from) / CLOCKS_PER_SEC;
    cr_expect_eq(total(&it, EVIDENCE_PLANS, CENSUS), truth.now);
    cr_expect_lt(seconds, 2.0, "%.2f s", seconds);
    release(&it);
    import_sample_remove(folder);
}

/* ---- what is odd ---- */

/* A return of one child, aged 10, in a special school since 2020; rows may be added to each
 * module. */
static void
write_one(const char *folder, const char *const extra[N_SEN2_MODULE])
{
    static const char *const text[N_SEN2_MODULE] = {
        [SEN2_PERSON] = "persontableid,personbirthdate,upn\nQXp1,2014-05-05,QXu1\n",
        [SEN2_REQUEST] = "requeststableid,persontableid,receiveddate,requestoutcome,"
                         "requestoutcomedate\nr1,QXp1,,H,\n",
        [SEN2_ASSESSMENT] = "assessmenttableid,requeststableid,assessmentoutcome,"
                            "assessmentoutcomedate\na1,r1,H,\n",
        [SEN2_PLAN] = "namedplantableid,assessmenttableid,startdate,ceasedate,ceasereason\n"
                      "n1,a1,2020-05-01,,\n",
        [SEN2_DETAIL] = "namedplantableid,urn,sensetting,placementrank\nn1,5,,1\n",
        [SEN2_ACTIVE] = "activeplanstableid,requeststableid,transferla\nv1,r1,\n",
        [SEN2_PLACEMENT] = "activeplanstableid,urn,sensetting,placementrank,entrydate,leavingdate\n"
                           "v1,5,,1,2020-09-01,\n",
        [SEN2_NEED] = "activeplanstableid,sentype,sentyperank\nv1,ASD,1\n",
    };
    for (int module = 0; module < N_SEN2_MODULE; module++) {
        char all[2048], name[64];
        (void)snprintf(all, sizeof all, "%s%s", text[module],
                       extra[module] == NULL ? "" : extra[module]);
        (void)snprintf(name, sizeof name, "%s.csv", sen2_module_name[module]);
        import_sample_put(folder, name, all);
    }
    import_sample_put(folder, "sen2.csv", "year,lea\n2025,999\n");
    import_sample_put(folder, "urns.csv", "urn,category\n5,state_special\n6,mainstream\n");
}

/* The name of a test's folder may hold any letters, so what is looked for is longer. */
static bool
shows_a_cell(const char *text)
{
    static const char *const cell[] = { "QXp", "QXu", "QXs", "QXbirth" };
    for (size_t i = 0; i < sizeof cell / sizeof cell[0]; i++)
        if (strstr(text, cell[i]) != NULL)
            return true;
    return false;
}

Claim(sen2, nobody_is_0_and_not_missing)
{
    struct loaded it;
    const char *folder = import_sample_folder();
    write_one(folder, (const char *const[N_SEN2_MODULE]){ NULL });
    load(&it, folder);
    cr_expect_eq(evidence_at_ages(&it.evidence, 0, EVIDENCE_PLANS, CENSUS, (struct ages){ 3, 3 }),
                 0.0);
    cr_expect_eq(evidence_total(&it.evidence, 0, EVIDENCE_CEASED, CENSUS - 1), 0.0);
    cr_expect(isnan(evidence_total(&it.evidence, 0, EVIDENCE_NOT_ISSUED, CENSUS - 1)),
              "no assessment is in the return: how many led to no plan is not known");
    release(&it);
    import_sample_remove(folder);
}

Claim(sen2, every_kind_of_oddity_is_counted_once)
{
    static const struct {
        enum sen2_odd odd;
        const char *extra[N_SEN2_MODULE];
        double held; /* at the census */
    } cases[] = {
        { ODD_DUPLICATE, { [SEN2_PLAN] = "n1,a1,2020-05-01,,\n" }, 1 },
        { ODD_DUPLICATE, { [SEN2_PLACEMENT] = "v1,5,,1,2020-09-01,\n" }, 1 },
        { ODD_ORPHAN, { [SEN2_PLACEMENT] = "v9,5,,1,2020-09-01,\n" }, 1 },
        { ODD_SAME_CHILD, { [SEN2_PERSON] = "QXp2,2014-05-05,QXu1\n" }, 1 },
        { ODD_NO_BIRTH,
          { [SEN2_PERSON] = "QXp2,,QXu2\n",
            [SEN2_REQUEST] = "r2,QXp2,,H,\n",
            [SEN2_ACTIVE] = "v2,r2,\n",
            [SEN2_PLACEMENT] = "v2,5,,1,2020-09-01,\n" },
          2 },
        { ODD_AGE,
          { [SEN2_PERSON] = "QXp2,1990-01-01,QXu2\n",
            [SEN2_REQUEST] = "r2,QXp2,,H,\n",
            [SEN2_ACTIVE] = "v2,r2,\n",
            [SEN2_PLACEMENT] = "v2,5,,1,2020-09-01,\n" },
          1 },
        { ODD_PLAN_ORDER, { [SEN2_PLAN] = "n2,a1,2024-05-01,2023-05-01,2\n" }, 1 },
        { ODD_PLACEMENT_ORDER, { [SEN2_PLACEMENT] = "v1,6,,1,2024-09-01,2023-01-01\n" }, 1 },
        { ODD_NO_START, { [SEN2_PLAN] = "n2,a1,,2024-05-01,2\n" }, 1 },
        { ODD_TWO_PLANS, { [SEN2_PLAN] = "n2,a1,2021-05-01,,\n" }, 1 },
        { ODD_REDATED, { [SEN2_PLAN] = "n2,a1,2024-05-01,,\n" }, 1 },
        { ODD_TWO_PLACEMENTS, { [SEN2_PLACEMENT] = "v1,6,,1,2019-09-01,\n" }, 1 },
        { ODD_NO_NAMED_PLAN,
          { [SEN2_PERSON] = "QXp2,2014-05-05,QXu2\n",
            [SEN2_REQUEST] = "r2,QXp2,,H,\n",
            [SEN2_ACTIVE] = "v2,r2,\n",
            [SEN2_PLACEMENT] = "v2,5,,1,2020-09-01,\n" },
          2 },
        { ODD_NEED_TEXT, { [SEN2_NEED] = "v1,NEW,1\n" }, 1 },
        { ODD_NO_REASON, { [SEN2_PLAN] = "n2,a1,2023-05-01,2024-05-01,\n" }, 1 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct loaded it;
        const char *folder = import_sample_folder();
        write_one(folder, cases[i].extra);
        load(&it, folder);
        cr_expect_eq(it.sen2.year[0].from.odd[cases[i].odd], 1.0, "case %zu: %s", i,
                     sen2_odd_says[cases[i].odd]);
        cr_expect_eq(it.sen2.year[0].held_now, cases[i].held, "case %zu", i);
        cr_expect_eq(at(&it, 10, CATEGORY_STATE_SPECIAL),
                     cases[i].odd == ODD_NO_NAMED_PLAN ? 2.0 : 1.0, "case %zu", i);
        release(&it);
        import_sample_remove(folder);
    }
}

/* startdate is the date of the current plan: an amended one has another. */
Claim(sen2, a_plan_with_a_new_date_is_not_new)
{
    struct loaded it;
    const char *folder = import_sample_folder();
    write_one(folder, (const char *const[N_SEN2_MODULE]){ NULL });
    import_sample_put(folder, "namedplan.csv",
                      "namedplantableid,assessmenttableid,startdate,ceasedate,ceasereason\n"
                      "n1,a1,2024-05-01,,\n");
    load(&it, folder);
    cr_expect_eq(total(&it, EVIDENCE_NEW_PLANS, CENSUS - 1), 0.0);
    cr_expect_eq(total(&it, EVIDENCE_PLANS, CENSUS - 1), 1.0);
    release(&it);
    import_sample_put(folder, "assessment.csv",
                      "assessmenttableid,requeststableid,assessmentoutcome,assessmentoutcomedate\n"
                      "a1,r1,Y,2024-05-01\n");
    load(&it, folder);
    cr_expect_eq(total(&it, EVIDENCE_NEW_PLANS, CENSUS - 1), 1.0);
    cr_expect_eq(total(&it, EVIDENCE_PLANS, CENSUS - 1), 0.0);
    release(&it);
    import_sample_remove(folder);
}

Claim(sen2, what_a_school_is_that_no_table_knows_is_not_recorded)
{
    static const struct {
        const char *register_of, *placement;
        enum sen2_odd odd;
    } cases[] = {
        { "urn,category\n6,mainstream\n", "v1,7,,1,2021-09-01,\n", ODD_NOT_LISTED },
        { NULL, "v1,7,,1,2021-09-01,\n", ODD_NO_TABLE },
        { "urn,category\n6,mainstream\n", "v1,,XYZ,1,2021-09-01,\n", ODD_TEXT },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct loaded it;
        char path[512];
        const char *folder = import_sample_folder();
        write_one(folder,
                  (const char *const[N_SEN2_MODULE]){ [SEN2_PLACEMENT] = cases[i].placement });
        (void)snprintf(path, sizeof path, "%s/urns.csv", folder);
        cr_assert_eq(remove(path), 0);
        if (cases[i].register_of != NULL)
            import_sample_put(folder, "urns.csv", cases[i].register_of);
        load(&it, folder);
        cr_expect_eq(it.sen2.year[0].from.odd[cases[i].odd], 1.0, "case %zu", i);
        cr_expect_eq(at(&it, 10, N_CATEGORY), 1.0, "case %zu", i);
        release(&it);
        import_sample_remove(folder);
    }
}

Claim(sen2, a_plan_without_an_open_placement_is_where_it_names)
{
    struct loaded it;
    const char *folder = import_sample_folder();
    write_one(folder, (const char *const[N_SEN2_MODULE]){ NULL });
    import_sample_put(folder, "placementdetail.csv",
                      "activeplanstableid,urn,entrydate,leavingdate\nv1,6,2020-09-01,2024-12-20\n");
    load(&it, folder);
    cr_expect_eq(it.sen2.year[0].from.odd[ODD_NO_PLACEMENT], 1.0);
    cr_expect_eq(at(&it, 10, CATEGORY_STATE_SPECIAL), 1.0);
    release(&it);
    import_sample_remove(folder);
}

Claim(sen2, one_sentence_for_each_cell_that_cannot_be_read_and_no_cell_in_it)
{
    static const struct {
        enum sen2_module module;
        const char *row, *wanted;
    } cases[] = {
        { SEN2_PERSON, "QXp2,2014-13-45,QXu2\n",
          "person.csv:3: column 'personbirthdate': is no day" },
        { SEN2_PERSON, ",2014-05-05,QXu2\n", "person.csv:3: column 'persontableid': is empty" },
        { SEN2_PLAN, "n2,a1,2014-05-05,,QXu\n",
          "namedplan.csv:3: column 'ceasereason': is no whole number from 1 to 9" },
        { SEN2_NEED, "v1,MLD,QXu\n",
          "senneed.csv:3: column 'sentyperank': is no whole number from 1 to 9" },
        { SEN2_REQUEST, "r2,QXp1,,QXu,\n",
          "requests.csv:3: column 'requestoutcome': is no code, want one letter" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct loaded it;
        struct hr_err err = { 0 };
        const char *extra[N_SEN2_MODULE] = { NULL };
        const char *folder = import_sample_folder();
        extra[cases[i].module] = cases[i].row;
        write_one(folder, extra);
        cr_expect_eq(try_load(&it, folder, &err), HR_ESCENARIO, "case %zu", i);
        const char *faults = import_sample_faults(&it.evidence.faults);
        cr_expect_eq(it.evidence.faults.n, 1, "case %zu: %s", i, faults);
        cr_expect_not_null(strstr(faults, cases[i].wanted), "case %zu: %s", i, faults);
        cr_expect_not(shows_a_cell(faults), "case %zu: %s", i, faults);
        cr_expect_null(strstr(faults, "''"), "case %zu: %s", i, faults);
        release(&it);
        import_sample_remove(folder);
    }
}

Claim(sen2, a_return_without_plans_is_no_count_of_0)
{
    struct loaded it;
    struct hr_err err = { 0 };
    const char *folder = import_sample_folder();
    write_one(folder, (const char *const[N_SEN2_MODULE]){ NULL });
    import_sample_put(folder, "person.csv", "persontableid,personbirthdate\n");
    cr_expect_eq(try_load(&it, folder, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "nobody holds a plan on the census day of January 2025"),
                       "%s", err.text);
    release(&it);
    import_sample_remove(folder);
}

/* What may come in place of a table, and what is said of it: nothing that is in it. */
Claim(sen2, no_message_shows_what_stands_in_a_table)
{
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        { "QXp1,2014-05-05,QXu1\nQXp2,2014-05-05,QXu2\n", "none of them is known" },
        { "persontableid,QXbirth,upn\nQXp1,2014-05-05,QXu1\n", "has no column 'personbirthdate'" },
        { "persontableid,personbirthdates,upn\nQXp1,2014-05-05,QXu1\n",
          "has no column 'personbirthdate'" },
        { "persontableid,personbirthdate,upn\nQXp1,2014-05-05,QXu1,QXu2\n", "the row has 4 cells" },
        { "persontableid,personbirthdate,upn,\nQXp1,2014-05-05,QXu1,QXu2\n",
          "column 4 has the value" },
        { "QXs,persontableid,QXs,personbirthdate\n", "two columns may not have the same name" },
        { "persontableid,personbirthdate,upn\n\"QXp1,2014-05-05,QXu1\n", "is never closed" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct loaded it;
        struct hr_err err = { 0 };
        const char *folder = import_sample_folder();
        write_one(folder, (const char *const[N_SEN2_MODULE]){ NULL });
        import_sample_put(folder, "person.csv", cases[i].text);
        cr_expect_eq(try_load(&it, folder, &err), HR_ESCENARIO, "case %zu", i);
        const char *faults = import_sample_faults(&it.evidence.faults);
        cr_expect(strstr(faults, cases[i].wanted) != NULL ||
                      strstr(err.text, cases[i].wanted) != NULL,
                  "case %zu: %s %s", i, err.text, faults);
        cr_expect_not(shows_a_cell(faults), "case %zu: %s", i, faults);
        cr_expect_not(shows_a_cell(err.text), "case %zu: %s", i, err.text);
        release(&it);
        import_sample_remove(folder);
    }
}

Claim(sen2, names_that_are_not_utf8_are_no_obstacle)
{
    struct loaded it;
    const char *folder = import_sample_folder();
    write_one(folder, (const char *const[N_SEN2_MODULE]){ NULL });
    import_sample_put(folder, "person.csv",
                      "persontableid,surname,personbirthdate\nQXp1,Zo\xeb,2014-05-05\n");
    load(&it, folder);
    cr_expect_eq(it.sen2.year[0].held_now, 1.0);
    release(&it);
    import_sample_remove(folder);
}

/* Any byte of any table may be another: the import fails or it does not, and shows nothing. */
Claim(sen2, bytes_gone_wrong_show_nothing)
{
    unsigned state = 7;
    for (int trial = 0; trial < 120; trial++) {
        struct loaded it;
        struct hr_err err = { 0 };
        char path[512];
        const char *folder = import_sample_folder();
        write_one(folder, (const char *const[N_SEN2_MODULE]){ NULL });
        state = state * 1664525u + 1013904223u;
        (void)snprintf(path, sizeof path, "%s/%s.csv", folder,
                       sen2_module_name[(state >> 8) % N_SEN2_MODULE]);
        FILE *f = fopen(path, "r+b");
        cr_assert_not_null(f);
        (void)fseek(f, 0, SEEK_END);
        const long size = ftell(f);
        state = state * 1664525u + 1013904223u;
        (void)fseek(f, (long)(state >> 8) % size, SEEK_SET);
        state = state * 1664525u + 1013904223u;
        (void)fputc((int)(state >> 16) & 0xFF, f);
        (void)fclose(f);
        if (try_load(&it, folder, &err) != 0) {
            const char *faults = import_sample_faults(&it.evidence.faults);
            cr_expect_not(shows_a_cell(err.text), "trial %d: %s", trial, err.text);
            cr_expect_not(shows_a_cell(faults), "trial %d: %s", trial, faults);
        }
        release(&it);
        import_sample_remove(folder);
    }
}

Claim(sen2, a_missing_module_and_an_unknown_january_are_named)
{
    struct loaded it;
    struct hr_err err = { 0 };
    char path[512];
    const char *folder = import_sample_folder();
    write_one(folder, (const char *const[N_SEN2_MODULE]){ NULL });
    (void)snprintf(path, sizeof path, "%s/senneed.csv", folder);
    cr_assert_eq(remove(path), 0);
    cr_expect_eq(try_load(&it, folder, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "has no senneed.csv"), "%s", err.text);
    release(&it);
    (void)snprintf(path, sizeof path, "%s/sen2.csv", folder);
    cr_assert_eq(remove(path), 0);
    cr_expect_eq(try_load(&it, folder, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "--census"), "%s", err.text);
    release(&it);
    import_sample_remove(folder);
}

/* ---- what is written ---- */

Claim(sen2, two_returns_tell_three_januaries)
{
    struct loaded it;
    struct sen2_truth first, second;
    struct sen2_sample sample = SMALL;
    const char *folder = import_sample_folder();
    sen2_sample_write(&sample, folder, &first);
    sample.census = CENSUS + 1;
    sample.beginning = "Blade-Export_19-03-2026_";
    sen2_sample_write(&sample, folder, &second);
    load(&it, folder);
    cr_expect_eq(it.sen2.n, 2);
    cr_expect_eq(total(&it, EVIDENCE_PLANS, CENSUS - 1), first.before);
    cr_expect_eq(total(&it, EVIDENCE_PLANS, CENSUS), first.now);
    cr_expect_eq(total(&it, EVIDENCE_PLANS, CENSUS + 1), second.now);
    size_t n_compared = 0;
    for (size_t i = 0; i < it.evidence.n_remark; i++)
        n_compared += strstr(it.evidence.remark[i], "its own is counted") != NULL;
    cr_expect_eq(n_compared, first.now != second.before);
    release(&it);
    import_sample_remove(folder);
}

Claim(sen2, days_are_read_as_people_write_them)
{
    static const char *const same[] = { "2024-09-01", "2024-Sep-01 00:00:00", "01/09/2024",
                                        "1-Sep-2024", "2024-09-01T00:00:00" };
    static const char *const none[] = { "2024", "31/02/2024", "2024-09-31", "yesterday", "9/9/24" };
    int day;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        cr_expect(sen2_day_parse(same[i], &day), "%s", same[i]);
        cr_expect_eq(day, sen2_day(2024, 9, 1), "%s", same[i]);
    }
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        cr_expect_not(sen2_day_parse(none[i], &day), "%s", none[i]);
    cr_expect(sen2_day_parse("", &day) && day == NO_DAY);
    cr_expect_eq(sen2_census_day(2023), sen2_day(2023, 1, 19));
    cr_expect_eq(sen2_census_day(2024), sen2_day(2024, 1, 18));
    cr_expect_eq(sen2_census_day(2025), sen2_day(2025, 1, 16));
    cr_expect_eq(sen2_age(sen2_day(2014, 8, 31), sen2_day(2025, 1, 16)), 10);
    cr_expect_eq(sen2_age(sen2_day(2014, 9, 1), sen2_day(2025, 1, 16)), 9);
    cr_expect_eq(sen2_day_year(sen2_day(2024, 12, 31)), 2024);
    cr_expect_eq(sen2_day_year(sen2_day(2025, 1, 1)), 2025);
}

/* ---- the history ---- */

struct sums {
    double joined, left, stayed, before, now;
};

static struct sums
flows_of(const struct transitions *history)
{
    struct sums sum = { .joined = 0.0 };
    for (size_t i = 0; i < history->n_item; i++) {
        const struct transition *t = &history->item[i];
        sum.joined += t->setting_1 == OUTSIDE ? t->count : 0.0;
        sum.left += t->setting_2 == OUTSIDE ? t->count : 0.0;
        sum.before += t->setting_1 != OUTSIDE ? t->count : 0.0;
        sum.now += t->setting_2 != OUTSIDE ? t->count : 0.0;
    }
    return sum;
}

Claim(sen2, the_history_holds_every_child_and_no_setting_that_is_not_recorded)
{
    struct loaded it;
    struct sen2_truth truth;
    struct transitions history;
    struct hr_err err = { 0 };
    const char *folder = import_sample_folder();
    sen2_sample_write(&SMALL, folder, &truth);
    load(&it, folder);
    cr_assert_eq(return_history(&it.sen2, &it.evidence, 0, &history, &err), 0, "%s", err.text);
    const struct sums sum = flows_of(&history);
    cr_expect_eq(sum.now, truth.now);
    cr_expect_eq(sum.joined, truth.new_plans + truth.came);
    cr_expect_leq(truth.before - sum.before, 10.0); /* those past the last year group */
    cr_expect_eq(sum.now - sum.joined, sum.before - sum.left);
    cr_expect_eq(history.n_setting, N_CATEGORY);
    for (size_t s = 0; s < history.n_setting; s++)
        cr_expect_str_neq(history.setting[s], "not_recorded");
    cr_expect_eq(history.n_need, N_SEN2_NEED);
    transitions_release(&history);
    release(&it);
    import_sample_remove(folder);
}

Claim(sen2, who_has_a_setting_in_one_january_has_stayed_in_it)
{
    struct loaded it;
    struct transitions history;
    struct hr_err err = { 0 };
    const char *folder = import_sample_folder();
    write_one(folder, (const char *const[N_SEN2_MODULE]){ NULL });
    import_sample_put(folder, "placementdetail.csv",
                      "activeplanstableid,urn,entrydate,leavingdate\nv1,99,2020-09-01,\n");
    import_sample_put(folder, "plandetail.csv", "namedplantableid,urn,placementrank\nn1,99,1\n");
    load(&it, folder);
    cr_assert_eq(return_history(&it.sen2, &it.evidence, 0, &history, &err), 0, "%s", err.text);
    cr_expect_eq(history.n_item, 0); /* nobody is known to be anywhere: nowhere to put the child */
    cr_expect_eq(history.n_remark, 1);
    transitions_release(&history);
    release(&it);
    import_sample_put(folder, "placementdetail.csv",
                      "activeplanstableid,urn,entrydate,leavingdate\nv1,99,2020-09-01,2024-08-31\n"
                      "v1,6,2024-09-01,\n");
    load(&it, folder);
    cr_assert_eq(return_history(&it.sen2, &it.evidence, 0, &history, &err), 0, "%s", err.text);
    cr_assert_eq(history.n_item, 1);
    cr_expect_str_eq(history.setting[history.item[0].setting_1], "mainstream");
    cr_expect_eq(history.item[0].setting_1, history.item[0].setting_2);
    transitions_release(&history);
    release(&it);
    import_sample_remove(folder);
}
