/* Every reader of a table against one list of slips: what changes a count is told, as a fault or a
 * remark that the good table does not have; what changes nothing changes nothing. To add a reader:
 * its row, a good table with {N} where one of its numbers stands. To add a slip: its row. */
#include "import_sample.h"
#include "reader_outcome.h"
#include "text.h"
#include "claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *folder;

static void
enter(void)
{
    folder = import_sample_folder();
}

static void
leave(void)
{
    import_sample_remove(folder);
}

ClaimsBetween(enter, leave);

/* ---- the readers */

/* clang-format off */
#define IDS "time_period,time_identifier,geographic_level,country_code,country_name,region_code," \
            "region_name,new_la_code,old_la_code,la_name,"
#define OAK(time, kind) time "," kind ",Local authority,E92000001,England,E12000099,Middle," \
                        "E06000801,881,Oakham,"
#define ENGLAND(time, kind) time "," kind ",National,E92000001,England,,,,,,"
#define SUTTON_251 "202324,Financial year,Local authority,E92000001,England,,,E09000029,319,Sutton,"
#define BARNET_251 "202324,Financial year,Local authority,E92000001,England,,,E09000003,302,Barnet,"
#define REGISTER "URN,LA (code),LA (name),TypeOfEstablishment (code),EstablishmentStatus (name)," \
                 "SchoolCapacity,NumberOfPupils,ResourcedProvisionOnRoll," \
                 "ResourcedProvisionCapacity,SenUnitOnRoll,SenUnitCapacity\n"
#define EVIDENCE "area_code,ons_code,area,level,region,measure,year,calendar,from_age,to_age," \
                 "category,need,part,count\n"
#define IN_ENGLAND "E92000001,E92000001,England,england,,plans,2025,January"
#define IN_OAKHAM "881,E06000801,Oakham,authority,,plans,2025,January"

#define PEOPLE(age, n) "2024," #age "," #n "\n"

/* What a number of another size is: told; told or the same; good, for it is a weight; no number. */
enum size { MUST_FIT, MAY_FIT, ANY_SIZE, A_WORD };
#define DATA reader_of_data, NULL, MUST_FIT

static const struct reader {
    const char *file, *number;
    bool fraction; /* may be one */
    const char *text;
    reader_function *read;
    const char *key; /* of a scenario, that names the table */
    enum size size;
} READER[] = {
    { "caseload.csv", "1465", false,
      IDS "breakdown_topic,breakdown,ehcplans,mainstream_academy\n"
      ENGLAND("202425", "Academic year") "All EHC plans,All EHC plans,1465,1465\n"
      OAK("202425", "Academic year") "All EHC plans,All EHC plans,{N},1465\n", DATA },
    { "newplans.csv", "1465", false,
      IDS "breakdown_topic,breakdown,new_ehc_plans,mainstream_academy\n"
      ENGLAND("2024", "Calendar year") "All new EHC plans,All new EHC plans,1465,1465\n"
      OAK("2024", "Calendar year") "All new EHC plans,All new EHC plans,{N},1465\n", DATA },
    { "sen2_age_caseload.csv", "1465", false,
      IDS "age,ehcp_or_statement,num_caseload,pc_caseload\n"
      ENGLAND("2024", "Calendar year") "Total,Total,1465,100\n"
      OAK("2024", "Calendar year") "Total,Total,{N},100\n", DATA },
    { "stock.csv", "1465", false,
      "age,need,setting,count,census\n7,asd,mainstream,1400,2026\n8,asd,mainstream,{N},2026\n"
      "9,asd,mainstream,1500,2026\n", DATA },
    { "evidence.csv", "1465", true,
      EVIDENCE IN_ENGLAND ",,,,,,1465\n" IN_OAKHAM ",,,,,,{N}\n", DATA },
    { "ehcp_total_la.csv", "1465", true,
      "level,ons_code,dfe_code,name,region,january_of_year,total_plans_count\n"
      "national,E92000001,,England,,2025,1465\nla,E06000801,881,Oakham,,2025,{N}\n", DATA },
    { "myeb1.csv", "1465", true,
      "ladcode23,laname23,country,sex,age,population_2023\nE09000029,Sutton,E,t,6,1400\n"
      "E09000029,Sutton,E,t,7,{N}\nE09000029,Sutton,E,t,8,1500\n", DATA },
    { "2022 SNPP Population persons.csv", "1465", true,
      "AREA_CODE,AREA_NAME,COMPONENT,SEX,AGE_GROUP,2024\n"
      "E09000029,Sutton,Population,persons,6,1400\nE09000029,Sutton,Population,persons,7,{N}\n"
      "E09000029,Sutton,Population,persons,8,1500\n", DATA },
    { "nomis.csv", "1465", true,
      "DATE,DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,GENDER_NAME,C_AGE_NAME,MEASURES_NAME,"
      "OBS_VALUE\n2023,2023,Sutton,E09000029,Total,Age 6,Value,1400\n"
      "2023,2023,Sutton,E09000029,Total,Age 7,Value,{N}\n"
      "2023,2023,Sutton,E09000029,Total,Age 8,Value,1500\n", DATA },
    { "s251.csv", "14650000", true,
      "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
      "region_name,new_la_code,old_la_code,la_name,main_category,category_of_expenditure,"
      "early_years_establishments,primary_schools,secondary_schools,sen_and_special_schools,"
      "pupil_referral_units_and_alt_provision,post_16,gross_expenditure,income,net_expenditure\n"
      SUTTON_251 "Schools,1.2.3 Top-up,0,0,0,14650000,0,0,14650000,0,{N}\n"
      BARNET_251 "Schools,1.2.3 Top-up,0,0,0,9000,0,0,9000,0,9000\n", DATA },
    { "allocations.csv", "14650000", true,
      "Dedicated schools grant (DSG): 2025 to 2026 financial year,,,,,,\n"
      "LA,Local authority,Schools block (\xc2\xa3s),Central school services block (\xc2\xa3s),"
      "High needs block (\xc2\xa3s),Early years block (\xc2\xa3s),Total DSG (\xc2\xa3s)\n"
      "319,Sutton,200000000,1000000,{N},4000000,219650000\n", DATA },
    { "deductions.csv", "1465000", true,
      "Dedicated schools grant: 2023 to 2024 high needs block deductions,,,,,\n"
      ",,Special academies,,,\"Total deduction to high needs block for direct funding of places "
      "(\xc2\xa3s)\"\n,,Pre-16 SEN Places,,,\n"
      "LA,Name,Apr - Aug places,Sep - Mar places,SEN places deduction (\xc2\xa3s),\n"
      "319,Sutton,146,147,{N},1465000\n", DATA },
    { "balances.csv", "14", true,
      "LA number,Local authority,DSG deficit at 31 March 2024 (\xc2\xa3 million),"
      "DSG deficit at 31 March 2025 (\xc2\xa3 million)\n319,Sutton,12,{N}\n302,Barnet,3,4\n",
      DATA },
    { "sn_model_2024_wide.csv", "302", true,
      "old_la_code,la_name,SN_1,SN_2,SN_3,SN_4,SN_5,SN_6,SN_7,SN_8,SN_9,SN_10\n"
      "319,Sutton,{N},303,304,305,306,307,308,309,310,311\n", DATA },
    { "edubasealldata20251130.csv", "150", true,
      REGISTER "1,319,Sutton,7,Open,{N},140,,,,\n2,319,Sutton,34,Open,900,910,18,20,9,10\n", DATA },
    { "scap.csv", "150", true,
      "LA code,Provision,Academic year,Capacity,Pupils\n319,Special schools,2024/25,{N},160\n"
      "319,SEN units,2024/25,22,20\n", DATA },
    { "areas.csv", "12", true,
      "area,scenario,region,group\nOakham,oakham.cfg,Middle,{N}\nElmby,elmby.cfg,,f12\n",
      reader_of_areas, NULL, A_WORD },
    { "successors.csv", "0.4", true,
      "successor,from,share,deficit_rule\nWest,County,{N},population\n"
      "East,County,0.6,population\nEast,Seaside,1,\n", reader_of_successors, NULL, MAY_FIT },
    { "plans.csv", "190", false,
      "ncy,need,setting,count\n3,asd,special,150\n9,asd,mainstream,{N}\n9,other,fees,60\n",
      reader_of_scenario, "plans.table", MUST_FIT },
    { "people.csv", "540", true,
      "mid_year,age,population\n" PEOPLE(0, 461) PEOPLE(1, 472) PEOPLE(2, 481) PEOPLE(3, 489)
      PEOPLE(4, 504) PEOPLE(5, 518) PEOPLE(6, 528) "2024,7,{N}\n" PEOPLE(8, 551) PEOPLE(9, 560)
      PEOPLE(10, 566) PEOPLE(11, 573) PEOPLE(12, 579) PEOPLE(13, 581) PEOPLE(14, 575)
      PEOPLE(15, 568) PEOPLE(16, 560) PEOPLE(17, 550) PEOPLE(18, 482) PEOPLE(19, 419)
      PEOPLE(20, 410) PEOPLE(21, 437) PEOPLE(22, 450) PEOPLE(23, 460) PEOPLE(24, 469)
      PEOPLE(25, 478), reader_of_scenario, "population.table", MUST_FIT },
    { "leave.csv", "0.4", true,
      "ncy,need,setting,left,stayed\n7,,special,{N},91.5\n8,,special,2.5,90\n",
      reader_of_scenario, "rates.leave", ANY_SIZE },
    { "join.csv", "52", true, "ncy,joined,not_joined\n3,1.5,800\n4,{N},790\n",
      reader_of_scenario, "rates.join", ANY_SIZE },
    { "move.csv", "52", true, "ncy,need,setting,to,weight\n3,,mainstream,special,{N}\n",
      reader_of_scenario, "rates.move", ANY_SIZE },
    { "place.csv", "52", true,
      "ncy,need,setting,weight\n3,asd,mainstream,{N}\n3,asd,special,40\n",
      reader_of_scenario, "rates.place", ANY_SIZE },
};
/* clang-format on */
enum { N_READER = sizeof READER / sizeof READER[0] };

/* ---- what a table comes to */

static void
read_as(const struct reader *reader, const char *text, struct reader_outcome *out)
{
    import_sample_put(folder, reader->file, text);
    reader->read(&(struct reader_of){ folder, reader->file, reader->key }, out);
    char *path = text_of("%s/%s", folder, reader->file);
    cr_assert_not_null(path);
    cr_assert_eq(remove(path), 0);
    free(path);
}

/* {N} as a number. */
static char *
with_number(const struct reader *reader, const char *number)
{
    const char *at = strstr(reader->text, "{N}");
    cr_assert_not_null(at, "%s", reader->file);
    char *text = text_of("%.*s%s%s", (int)(at - reader->text), reader->text, number, at + 3);
    cr_assert_not_null(text);
    return text;
}

/* A fault, or a remark that the good table does not give. */
static bool
is_told(const struct reader_outcome *it, const struct reader_outcome *good)
{
    bool told = it->ret != 0;
    for (size_t i = 0; i < it->evidence.n_remark && !told; i++)
        told = !reader_outcome_says(good, it->evidence.remark[i]);
    return told;
}

enum want { TOLD, SAME, EITHER };

static struct reader_outcome good_of[N_READER];

/* What the good table of a reader comes to, read once. */
static const struct reader_outcome *
good_outcome(const struct reader *reader)
{
    struct reader_outcome *good = &good_of[reader - READER];
    if (good->text == NULL) {
        char *text = with_number(reader, reader->number);
        read_as(reader, text, good);
        cr_assert_eq(good->ret, 0, "%s is good\n%s", reader->file,
                     import_sample_faults(&good->evidence.faults));
        free(text);
    }
    return good;
}

static void
expect(const struct reader *reader, const char *text, enum want want, const char *slip)
{
    const struct reader_outcome *good = good_outcome(reader);
    struct reader_outcome it;
    read_as(reader, text, &it);
    const bool same = it.ret == 0 && strcmp(it.text, good->text) == 0, told = is_told(&it, good);
    if (want == TOLD)
        cr_expect(told, "%s: %s: not a word", reader->file, slip);
    else if (want == SAME)
        cr_expect(same, "%s: %s: not read as it is\n%s", reader->file, slip,
                  import_sample_faults(&it.evidence.faults));
    else
        cr_expect(same || told, "%s: %s: changes counts without a word", reader->file, slip);
    reader_outcome_release(&it);
}

/* ---- slips of one number */

Claim(readers, a_number_that_is_lost_or_of_another_size_is_told)
{
    static const struct {
        const char *before, *after; /* of the number; both NULL: */
        const char *instead;
    } SLIP[] = {
        { NULL, NULL, "x" },   { NULL, NULL, "z" },     { NULL, NULL, "c" },
        { NULL, NULL, "low" }, { NULL, NULL, "u" },     { NULL, NULL, "-" },
        { NULL, NULL, "" },    { NULL, NULL, "n/a" },   { NULL, NULL, ".." },
        { NULL, NULL, ":" },   { NULL, NULL, "*" },     { NULL, NULL, "[c]" },
        { NULL, NULL, "[x]" }, { NULL, NULL, "<5" },    { NULL, NULL, "many" },
        { NULL, NULL, "nan" }, { NULL, NULL, "1e300" }, { NULL, NULL, "1.465,0" },
        { "", "000", NULL },   { "", "%", NULL },       { "1", "0", NULL },
    };
    for (size_t r = 0; r < N_READER; r++)
        for (size_t i = 0; i < sizeof SLIP / sizeof SLIP[0]; i++) {
            char number[40];
            if (READER[r].size == A_WORD || (READER[r].size == ANY_SIZE && SLIP[i].instead == NULL))
                continue;
            if (SLIP[i].instead != NULL)
                (void)snprintf(number, sizeof number, "\"%s\"", SLIP[i].instead);
            else
                (void)snprintf(number, sizeof number, "%s%s%s", SLIP[i].before, READER[r].number,
                               SLIP[i].after);
            char *text = with_number(&READER[r], number);
            expect(&READER[r], text, READER[r].size == MAY_FIT ? EITHER : TOLD, number);
            free(text);
        }
}

Claim(readers, a_part_of_a_child_is_told)
{
    for (size_t r = 0; r < N_READER; r++) {
        char *text = READER[r].fraction ? NULL : with_number(&READER[r], "1465.5");
        if (text != NULL)
            expect(&READER[r], text, TOLD, "1465.5");
        free(text);
    }
}

Claim(readers, a_number_is_one_however_it_is_written)
{
    static const char *const WRITTEN[] = { " %s ",           "\"%s\"",
                                           "\" %s\"",        "\xc2\xa0%s\xc2\xa0",
                                           "\xe2\x80\xaf%s", "\xef\xbb\xbf%s" };
    for (size_t r = 0; r < N_READER; r++)
        for (size_t i = 0; i < sizeof WRITTEN / sizeof WRITTEN[0]; i++) {
            char number[60];
            const char *gap = strstr(WRITTEN[i], "%s");
            (void)snprintf(number, sizeof number, "%.*s%s%s", (int)(gap - WRITTEN[i]), WRITTEN[i],
                           READER[r].number, gap + 2);
            char *text = with_number(&READER[r], number);
            expect(&READER[r], text, SAME, number);
            free(text);
        }
}

/* ---- columns that are blank or not there, and files beside */

static const struct reader *
reader_called(const char *file)
{
    for (size_t r = 0; r < N_READER; r++)
        if (strcmp(READER[r].file, file) == 0)
            return &READER[r];
    cr_assert(false, "no reader of '%s'", file);
    return NULL;
}

Claim(readers, a_column_that_is_blank_or_not_there_is_told)
{
    static const struct {
        const char *file, *name, *text;
    } SLIP[] = {
        { "s251.csv", "no row has a net",
          "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
          "region_name,new_la_code,old_la_code,la_name,main_category,category_of_expenditure,"
          "early_years_establishments,primary_schools,secondary_schools,sen_and_special_schools,"
          "pupil_referral_units_and_alt_provision,post_16,gross_expenditure,income,"
          "net_expenditure\n" SUTTON_251 "Schools,1.2.3 Top-up,0,0,0,9000,0,0,9000,0,\n" SUTTON_251
          "Schools,1.9.3 DSG,0,0,0,0,0,0,5000,0,\n" },
        { "s251.csv", "a line has a gross alone",
          "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
          "region_name,new_la_code,old_la_code,la_name,main_category,category_of_expenditure,"
          "early_years_establishments,primary_schools,secondary_schools,sen_and_special_schools,"
          "pupil_referral_units_and_alt_provision,post_16,gross_expenditure,income,"
          "net_expenditure\n" SUTTON_251 "Schools,1.2.3 Top-up,0,0,0,9000,0,0,9000,0,\n" SUTTON_251
          "Schools,1.2.5 SEN support,0,0,0,0,0,0,5000,0,5000\n" },
        { "myeb1.csv", "no column of sex",
          "ladcode23,laname23,country,age,population_2023\nE09000029,Sutton,E,6,1400\n"
          "E09000029,Sutton,E,7,1465\nE09000029,Sutton,E,8,1500\n" },
        { "myeb1.csv", "males and females without a column of sex",
          "ladcode23,laname23,country,age,population_2023\nE09000029,Sutton,E,6,700\n"
          "E09000029,Sutton,E,6,700\nE09000029,Sutton,E,7,720\nE09000029,Sutton,E,7,720\n" },
        { "stock.csv", "a row of all needs",
          "age,need,setting,count,census\n7,asd,mainstream,1400,2026\n"
          "7,all,mainstream,1400,2026\n8,asd,mainstream,1465,2026\n" },
    };
    for (size_t i = 0; i < sizeof SLIP / sizeof SLIP[0]; i++)
        expect(reader_called(SLIP[i].file), SLIP[i].text, TOLD, SLIP[i].name);
}

Claim(readers, a_workbook_beside_tables_of_ones_own_is_named)
{
    const struct reader *reader = reader_called("stock.csv");
    char *text = with_number(reader, reader->number), *path;
    struct reader_outcome it;
    import_sample_put(folder, "stock_2025.xlsx", "PK");
    read_as(reader, text, &it);
    cr_expect(is_told(&it, good_outcome(reader)));
    path = text_of("%s/stock_2025.xlsx", folder);
    cr_assert_not_null(path);
    cr_assert_eq(remove(path), 0);
    free(path);
    free(text);
    reader_outcome_release(&it);
}

/* ---- slips of a table */

static char *
each_line(const char *text, const char *end)
{
    struct text out;
    char *all = NULL;
    struct hr_err err;
    text_init(&out);
    for (const char *at = text; *at != '\0';) {
        const size_t n = strcspn(at, "\n");
        text_add(&out, "%.*s%s", (int)n, at, end);
        at += n + (at[n] == '\n');
    }
    cr_assert_eq(text_take(&out, &all, &err), 0);
    return all;
}

static char *
in_windows(const char *good)
{
    return each_line(good, "\r\n");
}

static char *
with_bom(const char *good)
{
    return text_of("\xef\xbb\xbf%s", good);
}

static char *
with_blank_rows(const char *good)
{
    return text_of("%s,,,\n\n,,,\n", good);
}

static char *
with_title(const char *good)
{
    return text_of("My table of counts\n\n%s", good);
}

static char *
with_note(const char *good)
{
    return text_of("%s\nSource: the council\n\"Note, all counts are true\"\n", good);
}

static char *
with_total(const char *good)
{
    return text_of("%sTotal,Total,Total,99999,99999,99999\n", good);
}

static char *
last_line_twice(const char *good)
{
    const char *last = good + strlen(good) - 1;
    while (last > good && last[-1] != '\n')
        last--;
    return text_of("%s%s", good, last);
}

static char *
pasted_twice(const char *good)
{
    return text_of("%s%s", good, good);
}

/* The first line of three or more names. */
static size_t
header_end(const char *good)
{
    const char *at = strstr(good, "LA,Name,"); /* the last of three rows of names */
    if (at == NULL)
        at = strstr(good, "LA,Local"); /* below a title */
    at = at == NULL ? good : at;
    return (size_t)(at - good) + strcspn(at, "\n") + 1;
}

static char *
without_rows(const char *good)
{
    return text_of("%.*s", (int)header_end(good), good);
}

static char *
without_header(const char *good)
{
    return text_of("%s", good + header_end(good));
}

static char *
with_semicolons(const char *good)
{
    char *text = text_of("%s", good);
    for (char *at = text; at != NULL && *at != '\0'; at++)
        *at = (char)(*at == ',' ? ';' : *at);
    return text;
}

static char *
empty(const char *good)
{
    (void)good;
    return text_of("%s", "");
}

Claim(readers, a_table_is_read_as_it_is_or_its_faults_are_told)
{
    static const struct {
        const char *name;
        char *(*of)(const char *good);
        enum want want;
    } SLIP[] = {
        { "lines of Windows", in_windows, SAME },
        { "a byte-order mark", with_bom, SAME },
        { "blank rows", with_blank_rows, EITHER },
        { "a title", with_title, EITHER },
        { "a note", with_note, EITHER },
        { "a row of totals", with_total, EITHER },
        { "a row twice", last_line_twice, EITHER },
        { "all rows twice", pasted_twice, EITHER },
        { "no rows", without_rows, TOLD },
        { "no header", without_header, TOLD },
        { "semicolons", with_semicolons, TOLD },
        { "nothing", empty, TOLD },
    };
    for (size_t r = 0; r < N_READER; r++)
        for (size_t i = 0; i < sizeof SLIP / sizeof SLIP[0]; i++) {
            char *good = with_number(&READER[r], READER[r].number);
            char *text = SLIP[i].of(good);
            cr_assert_not_null(text);
            expect(&READER[r], text, SLIP[i].want, SLIP[i].name);
            free(text);
            free(good);
        }
    for (size_t r = 0; r < N_READER; r++)
        if (good_of[r].text != NULL)
            reader_outcome_release(&good_of[r]);
    memset(good_of, 0, sizeof good_of);
}
