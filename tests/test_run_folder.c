#include "run_folder.h"

#include "json_build.h"
#include "run_sample.h"
#include "scenario_sample.h"
#include "claim.h"

#include <math.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static void
made_init(struct run_sample *made)
{
    run_sample_init(made, "Testshire");
    run_sample_row(made, &(struct run_row){ "plan", 2025, "deficit", "outturn", 12.375 });
    run_sample_row(made, &(struct run_row){ "plan", 2026, "deficit", "forecast", 17.0625 });
    run_sample_row(made, &(struct run_row){ "plan", 2026, "plans", "forecast", 1465.25 });
    run_sample_row(made, &(struct run_row){ "other", 2027, "deficit", "forecast", (double)NAN });
}

static void
expect_fault(const struct run_sample *made, const char *says)
{
    struct run_folder folder;
    struct hr_err err = { 0 };
    cr_expect_eq(run_folder_read(&folder, made->dir, &err), HR_ESCENARIO);
    bool said = strstr(err.text, says) != NULL;
    for (size_t i = 0; i < folder.faults.n; i++) {
        char fault[400];
        snprintf(fault, sizeof fault, "%s: %s", folder.faults.item[i].where,
                 folder.faults.item[i].text);
        said = said || strstr(fault, says) != NULL;
    }
    cr_expect(said, "%s: %s", says, err.text);
    run_folder_release(&folder);
}

Claim(run_folder, holds_every_row_by_scenario_year_and_measure)
{
    struct run_sample made;
    struct run_folder folder;
    struct hr_err err = { 0 };
    made_init(&made);
    run_sample_end(&made);
    cr_assert_eq(run_folder_read(&folder, made.dir, &err), 0, "%s", err.text);
    cr_expect_eq(folder.n_scenario, 2);
    cr_expect_eq(folder.n_measure, 2);
    cr_expect_eq(folder.first_fy, 2025);
    cr_expect_eq(folder.n_year, 3);
    cr_expect_str_eq(run_folder_text(&folder, "area"), "Testshire");
    cr_expect_str_eq(run_folder_text(&folder, "no such key"), "");
    const size_t model = run_folder_scenario(&folder, "plan"),
                 deficit = run_folder_measure(&folder, "deficit");
    const struct run_value *value = run_folder_value(&folder, model, 2025, deficit);
    cr_expect_eq(value->basis, RUN_OUTTURN);
    cr_expect_eq(value->central, 12.375);
    value = run_folder_value(&folder, model, 2026, deficit);
    cr_expect_eq(value->basis, RUN_FORECAST);
    cr_expect_eq(value->central, 17.0625, "the average, whatever is in the column central");
    value = run_folder_value(&folder, run_folder_scenario(&folder, "other"), 2027, deficit);
    cr_expect_eq(value->basis, RUN_FORECAST);
    cr_expect(isnan(value->central));
    run_folder_release(&folder);
    run_folder_release(&folder);
    run_sample_release(&made);
}

Claim(run_folder, has_no_row_and_no_number_for_what_is_not_there)
{
    struct run_sample made;
    struct run_folder folder;
    struct hr_err err = { 0 };
    made_init(&made);
    run_sample_end(&made);
    cr_assert_eq(run_folder_read(&folder, made.dir, &err), 0, "%s", err.text);
    cr_expect_eq(run_folder_scenario(&folder, "plam"), SIZE_MAX);
    cr_expect_eq(run_folder_measure(&folder, "plan"), SIZE_MAX);
    cr_expect_eq(run_folder_value(&folder, SIZE_MAX, 2026, 0)->basis, RUN_NONE);
    cr_expect_eq(run_folder_value(&folder, 0, 2026, SIZE_MAX)->basis, RUN_NONE);
    cr_expect_eq(run_folder_value(&folder, 0, 2024, 0)->basis, RUN_NONE);
    cr_expect_eq(run_folder_value(&folder, 0, 2028, 0)->basis, RUN_NONE);
    cr_expect(isnan(run_folder_value(&folder, 0, 2028, 0)->central));
    cr_expect_eq(run_folder_value(&folder, 1, 2025, 0)->basis, RUN_NONE);
    run_folder_release(&folder);
    run_sample_release(&made);
}

Claim(run_folder, refuses_what_is_no_folder_of_a_run)
{
    struct run_sample made;
    struct run_folder folder;
    struct hr_err err = { 0 };
    made_init(&made);
    expect_fault(&made, "it has no run.json that can be read");
    run_sample_file(&made, "run.json", "{ \"program\": \"headroom\",\n \"version\" }");
    expect_fault(&made, "is damaged: line 2");
    run_sample_file(&made, "run.json", "{ \"program\": \"other\" }");
    expect_fault(&made, "its run.json is of another program");
    run_sample_file(&made, "run.json",
                    "{ \"program\": \"headroom\", \"command\": \"fit\", \"outputs\": [ { \"name\": "
                    "\"fit.txt\" } ] }");
    expect_fault(&made, "its run.json lists no forecast.csv");
    run_sample_file(
        &made, "run.json",
        "{ \"program\": \"headroom\", \"outputs\": [ { \"name\": \"forecast.csv\" } ] }");
    expect_fault(&made, "forecast.csv");
    cr_expect_eq(run_folder_read(&folder, "/no/such/folder", &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "'/no/such/folder' is no output folder"), "%s", err.text);
    run_folder_release(&folder);
    run_sample_release(&made);
}

Claim(run_folder, refuses_a_table_that_is_not_the_one_of_the_run)
{
    struct run_sample made;
    made_init(&made);
    run_sample_end(&made);
    run_sample_file(
        &made, "forecast.csv",
        "scenario,financial_year,measure,basis,central,mean\nplan,2026/27,deficit,forecast,1,2\n");
    expect_fault(&made, "is not the file that run.json lists");
    run_sample_release(&made);
}

Claim(run_folder, says_where_a_table_is_damaged)
{
    static const struct {
        const char *text, *says;
    } bad[] = {
        { "scenario,financial_year,measure,basis,central\nplan,2026/27,deficit,forecast,17\n",
          "there is no column 'mean'" },
        { "scenario,financial_year,measure,basis,central,mean\nplan,2026/27,deficit,forecast,17\n",
          "forecast.csv:2" },
        { "scenario,financial_year,measure,basis,central,mean\nplan,2026/"
          "27,deficit,forecast,17,many\n",
          "'many' is not a number" },
        { "scenario,financial_year,measure,basis,central,mean\nplan,2026-27,deficit,forecast,17,"
          "18\n",
          "forecast.csv:2: column 'financial_year'" },
        { "scenario,financial_year,measure,basis,central,mean\nplan,2026/27,deficit,guess,17,18\n",
          "'guess' is none of outturn, estimate and forecast" },
        { "scenario,financial_year,measure,basis,central,mean\nplan,2026/"
          "27,deficit,forecast,17,18\nplan,2026/27,deficit,forecast,17,18\n",
          "forecast.csv:3: a second row of 'deficit'" },
        { "scenario,financial_year,measure,basis,central,mean\n", "there are no rows" },
        { "scenario,financial_year,measure,basis,central,mean\na,1026/"
          "27,deficit,forecast,1,1\na,2026/27,deficit,forecast,17,18\n",
          "" },
        { "", "forecast.csv" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct run_sample made;
        made_init(&made);
        run_sample_end(&made);
        run_sample_file(&made, "forecast.csv", bad[i].text);
        expect_fault(&made, bad[i].says);
        run_sample_release(&made);
    }
}

/* A file of no bytes on the disk, as long as no record is. */
Claim(run_folder, a_record_of_more_than_64_mb_is_refused_before_it_is_read)
{
    struct run_sample made;
    char path[400];
    json_error_t why = { 0 };
    made_init(&made);
    run_sample_end(&made);
    snprintf(path, sizeof path, "%s/run.json", made.dir);
    cr_assert_eq(truncate(path, (64L << 20) + 1), 0);
    cr_expect_null(json_build_load(path, &why));
    cr_expect_eq(why.line, 1);
    cr_expect_str_eq(why.text, "the file is larger than 64 MB");
    run_sample_release(&made);
}
