#include "area_study.h"

#include "evidence_join.h"
#include "import.h"
#include "load.h"
#include "nearest.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Prices of a ledger are of the authority whose return they came with. */
static int
read_ledger(struct area_study *self, const char *path, const struct evidence *own,
            struct hr_err *err)
{
    struct cost_known ledger[N_CATEGORY];
    struct faults faults;
    faults_init(&faults);
    const int ret = cost_known_read(ledger, path, &faults, err);
    const size_t n = strlen(EVIDENCE_OWN_CODE);
    for (int k = 0; ret == 0 && k < N_CATEGORY; k++)
        if (ledger[k].known && own->n_area > 0) {
            const struct evidence_area *area = &own->area[0];
            const bool coded = strncmp(area->code, EVIDENCE_OWN_CODE, n) == 0 && area->code[n] != 0;
            self->ledger[k] = ledger[k];
            (void)snprintf(self->ledger_of, sizeof self->ledger_of, "%s",
                           coded ? area->code + n : area->name);
        }
    print_faults(&faults);
    faults_release(&faults);
    return ret;
}

static int
load_all(struct area_study *self, struct hr_err *err)
{
    struct evidence_source source[AREA_STUDY_PATHS];
    size_t n = 0;
    int ret = 0;
    evidence_init(&self->all);
    while (n < self->source->n_path && ret == 0) {
        source[n].name = self->source->path[n];
        ret = evidence_load(&source[n].evidence, self->source->path[n], err);
        if (ret == 0)
            ret = read_ledger(self, self->source->path[n], &source[n].evidence, err);
        print_faults(&source[n++].evidence.faults);
    }
    if (ret == 0)
        ret = evidence_join(&self->all, source, n, err);
    while (n > 0)
        evidence_release(&source[--n].evidence);
    return ret;
}

/* The last January of plans, of an area or (-1) of any; 0: there is none. */
static int
last_january(const struct evidence *evidence, int area)
{
    int last = 0;
    for (size_t i = 0; i < evidence->n_item; i++) {
        const struct observation *item = &evidence->item[i];
        if (item->measure == EVIDENCE_PLANS && item->year > last &&
            (area < 0 || item->area == area))
            last = item->year;
    }
    return last;
}

/* England's: without it there is nothing to compare with. */
static int
last_census(const struct evidence *evidence)
{
    const bool england = evidence->n_area > 0 && evidence->area[0].level == AREA_ENGLAND;
    const int last = england ? last_january(evidence, 0) : 0;
    return last > 0 ? last : last_january(evidence, -1);
}

int
area_study_init(struct area_study *self, const struct area_source *source, struct hr_err *err)
{
    *self = (struct area_study){ .source = source };
    int ret = load_all(self, err);
    self->evidence = &self->all;
    if (ret == 0 && source->census > 0) {
        ret = evidence_at_end_of(&self->all, source->census, &self->known, err);
        self->evidence = &self->known;
    }
    if (ret == 0)
        ret = fit_init(&self->fit, self->evidence,
                       source->census > 0 ? source->census : last_census(&self->all), err);
    if (ret == 0)
        ret = year_before_init(&self->before, self->evidence, self->fit.panel.origin, err);
    return ret == 0 ? national_money_init(&self->nation, &self->fit, err) : ret;
}

void
area_study_release(struct area_study *self)
{
    national_money_release(&self->nation);
    year_before_release(&self->before);
    fit_release(&self->fit);
    evidence_release(&self->known);
    evidence_release(&self->all);
}

int
area_study_find(const struct area_study *self, const char *name, const char **code,
                struct hr_err *err)
{
    const struct evidence *evidence = self->evidence;
    struct nearest nearest = { .name = name };
    const int area = evidence_find_area(evidence, name);
    if (area >= 0) {
        *code = evidence->area[area].code;
        return 0;
    }
    for (size_t i = 0; i < evidence->n_area; i++)
        nearest_offer(&nearest, evidence->area[i].name);
    if (nearest.best != NULL)
        return hr_fail(err, HR_EUSAGE, "there is no area '%s' in the evidence: did you mean '%s'?",
                       name, nearest.best);
    return hr_fail(err, HR_EUSAGE, "there is no area '%s' in the evidence", name);
}

/* ---- one authority */

static int
take(const struct area_target *target, const char *name, char *text, struct hr_err *err)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s%s", target->sub_folder, name);
    return folder_take(target->folder, path, text, err);
}

static int
add_report(const struct area_study *self, const char *code, const struct area_target *target,
           struct area_made *made, struct hr_err *err)
{
    char *text = NULL;
    int ret = last_year_of(&made->last, &self->before, code, err);
    if (ret == 0)
        ret = fit_report_text(&self->fit, &made->people, &made->last, &text, err);
    return ret == 0 ? take(target, "fit.txt", text, err) : ret;
}

static bool
is_ledger_of(const struct area_study *self, const char *code)
{
    const int area =
        self->ledger_of[0] == '\0' ? -1 : evidence_find_area(self->evidence, self->ledger_of);
    return area >= 0 && strcmp(self->evidence->area[area].code, code) == 0;
}

int
area_study_add(const struct area_study *self, const char *code, const struct area_target *target,
               struct area_made *made, struct hr_err *err)
{
    char *text = NULL;
    int ret = fit_people(&self->fit, code, &made->people, err);
    if (ret == 0)
        ret = fit_last_january(&self->fit, made->people.series, err);
    if (ret == 0)
        ret = own_money_of(&self->nation, &made->people, &made->money, err);
    if (ret == 0 && is_ledger_of(self, code))
        own_money_take_ledger(&made->money, self->ledger);
    if (ret == 0)
        ret = fit_part_text(&self->fit, &made->people, &text, err);
    if (ret == 0)
        ret = take(target, "people.cfg", text, err);
    if (ret == 0)
        ret = fit_stock_text(&made->people, &text, err);
    if (ret == 0)
        ret = take(target, "stock.csv", text, err);
    if (ret == 0)
        ret = fit_scenario_text(&self->nation, &made->people, &made->money, &text, err);
    if (ret == 0)
        ret = take(target, "scenario.cfg", text, err);
    return ret == 0 ? add_report(self, code, target, made, err) : ret;
}

int
area_study_finish(const struct area_study *self, struct folder *folder, struct hr_err *err)
{
    return import_finish(&(struct import_record){ .command = self->source->command,
                                                  .path = self->source->path[0],
                                                  .evidence = &self->all },
                         folder, err);
}

void
area_study_say(const struct area_made *made, const char *folder)
{
    const struct own_money *money = &made->money;
    const int fy = money->origin;
    int n_ledger = 0;
    for (int k = 0; k < N_CATEGORY; k++)
        n_ledger += money->ledger[k].known;
    if (n_ledger > 0)
        printf("Prices of %d kind%s of setting from the ledger of placement costs\n", n_ledger,
               n_ledger == 1 ? "" : "s");
    if (solved_is_far(money->solved))
        printf("WARNING: to spend what section 251 says, prices are about %.2f times what they "
               "are given as: %s\n",
               money->solved, solved_means(money->solved));
    if (!money->known) {
        printf("%s/scenario.cfg has EXAMPLE money: %s ('headroom help data' says which files have "
               "it)\n",
               folder, money->why);
        return;
    }
    printf("Money from published returns: %s spent in %d/%02d, a block of %s after deductions, %s "
           "at 31 March %d, give or take %s (half of the range that holds 8 in 10)\n",
           words_money((money->first_gbp + money->places.gbp) / 1e6).text, fy, (fy + 1) % 100,
           words_money((money->block_gbp[0] - money->deduction_gbp[0]) / 1e6).text,
           words_position(money->balance_gbp / 1e6).text, fy,
           words_money(money->balance_error_gbp / 1e6).text);
    if (money->balance_doubtful || money->block_doubtful)
        printf("Doubtful: the %s as published is far from %s: look at the unit%s of its heading\n",
               money->balance_doubtful ? "balance" : "block",
               money->balance_doubtful ? "the one before it, rolled forward"
                                       : "the one before it, or from the plans",
               money->balance_doubtful ? " and sign" : "");
    printf("These are estimates: the list to_replace at the top of %s/scenario.cfg says which "
           "figures of your own take their place\n",
           folder);
}

void
area_study_say_missed(const struct area_study *self, const struct area_made *made)
{
    if (last_year_missed(&made->last))
        printf("DOUBTFUL: %s (fit.txt)\n",
               last_year_words(&made->last, self->fit.panel.origin).text);
}

void
area_study_say_later(const struct area_study *self, const char *code)
{
    const struct evidence *evidence = self->evidence;
    const int area = evidence_find_area(evidence, code), last = last_january(evidence, area),
              origin = self->fit.panel.origin;
    if (area >= 0 && last > origin)
        printf("Not used: plans of %s in January %d, because England's last January is %d (with "
               "DfE's release of %d they are)\n",
               evidence->area[area].name, last, origin, last);
}

void
area_study_say_own(const struct area_study *self, const char *code)
{
    const struct evidence *evidence = &self->all;
    const int area = evidence_find_area(evidence, code);
    const size_t n = strlen(EVIDENCE_OWN_BESIDE);
    for (size_t i = 0; area >= 0 && i < evidence->n_remark; i++)
        if (strncmp(evidence->remark[i], EVIDENCE_OWN_BESIDE, n) == 0 &&
            strncmp(evidence->remark[i] + n, evidence->area[area].name,
                    strlen(evidence->area[area].name)) == 0)
            printf("Own counts of %s\n", evidence->remark[i] + n);
}
