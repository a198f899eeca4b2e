/* What a model takes from the first year of its own expected-value run. */
#include "calibrate.h"

#include "replicate.h"

#include <math.h>
#include <string.h>

/* ---- the position date ---- */

/* New plans and leavers of the first year in the expected-value run. */
static int
expected_first_year(const struct model *model, double *joined, double *left, struct hr_err *err)
{
    struct work work;
    int ret = work_init(&work, model, err);
    if (ret != 0)
        goto out;
    replicate_begin_expected(model, &work);
    ret = replicate_run(model, 0, &work, err);
    *joined = work.future.year[0].people.joined;
    *left = work.future.year[0].people.left;
out:
    work_release(&work);
    return ret;
}

/* Share of the first year's joiners who hold a plan on the position date: the plans counted then,
 * less the opening stock, plus those who have left, who go at the end of the academic year in this
 * model. */
static int
share_counted(const struct model *model, bool after_summer, double *share, struct hr_err *err)
{
    const double counted = model->in->position_plans;
    double opening = 0.0, joined, left;
    for (size_t s = 0; s < model->n_setting; s++)
        opening += model->base_plans[s];
    const int ret = expected_first_year(model, &joined, &left, err);
    if (ret != 0)
        return ret;
    const double arrived = counted - opening + (after_summer ? left : 0.0);
    *share = arrived / joined;
    if (!(arrived >= 0.0 && arrived <= joined))
        return hr_fail(err, HR_ESCENARIO,
                       "base.position_plans is %.0f, want from %.0f, the plans of January that "
                       "remain at the position date, to %.0f, with all the %.0f new plans of the "
                       "expected-value run's first year",
                       counted, counted - arrived, counted - arrived + joined, joined);
    return 0;
}

static double
mean_stay(double years, double share)
{
    return share > 0.0 ? years / share : 0.0;
}

static int
place_position(struct model *model, struct hr_err *err)
{
    struct prices *prices = &model->prices;
    const double *months = model->in->joiners.months;
    if (model->in->position_date[0] == '\0')
        return 0;

    double until;
    int ret = date_parse(model->in->position_date, &until, err);
    if (ret != 0)
        return ret;
    until = fmin(until - model->in->base_census, YEAR_END);
    if (model->pipeline.in !=
        NULL) { /* the months of the first year's plans are simulated: nothing to split */
        model->position = until;
        return isnan(model->in->position_plans)
                   ? 0
                   : model_note(model, err,
                                "base.position_plans is not used: the pipeline says which of the "
                                "first year's plans "
                                "are issued after base.position_date");
    }
    if (until >= YEAR_END && !isnan(model->in->position_plans))
        return hr_fail(err, HR_ESCENARIO,
                       "base.position_plans cannot be used after 31 December (position_date is "
                       "%s); leave it out",
                       model->in->position_date);
    const double by_profile = joiner_share_by(months, until);
    double held = by_profile;
    if (!isnan(model->in->position_plans))
        ret = share_counted(model, is_by(SEPTEMBER, until), &held, err);
    if (ret != 0)
        return ret;
    static const double rounding = 1e-9;
    if ((by_profile > 1.0 - rounding && held < 1.0 - rounding) ||
        (by_profile < rounding && held > rounding))
        return hr_fail(err, HR_ESCENARIO,
                       "base.position_plans says that %.0f%% of the first year's new plans were "
                       "issued by %s, joiners.months that %.0f%% were; "
                       "change one",
                       100.0 * held, model->in->position_date, 100.0 * by_profile);
    /* Those held and those later stay as long as the profile says on average; how many are which
     * follows the count. */
    const struct joiner_years split = joiner_place_years(months, until);
    prices->later_years_first =
        (1.0 - held) * mean_stay(split.after, 1.0 - by_profile) + split.next;
    prices->joiner_years_first =
        held * mean_stay(split.before, by_profile) + prices->later_years_first;
    return 0;
}

/* ---- notes ---- */

static double
mix_share(const struct mix_in *mix, size_t n, int category)
{
    double here = 0.0, all = 0.0;
    for (size_t i = 0; i < n; i++)
        for (int c = 0; c < N_CATEGORY; c++) {
            all += mix[i].by_category[c];
            here += c == category ? mix[i].by_category[c] : 0.0;
        }
    return all > 0.0 ? here / all : 0.0;
}

static int
note_absent_categories(struct model *self, struct hr_err *err)
{
    for (int c = 0; c < N_CATEGORY; c++) {
        const double share = mix_share(self->in->joiners.mix, self->in->joiners.n_mix, c);
        if (model_has_category(self, c) || share <= 0.0)
            continue;
        const int ret = model_note(self, err,
                                   "no setting has the category '%s': new plans that would be "
                                   "placed there are spread over the other settings in "
                                   "proportion, and moves to it do not happen",
                                   category_name(c));
        if (ret != 0)
            return ret;
    }
    return 0;
}

/* ---- the whole ---- */

int
model_calibrate(struct model *self, struct hr_err *err)
{
    int ret = place_position(self, err);
    if (ret == 0) /* the outturn does not hold those who join after the position date */
        ret = calibrate_solved(self, err);
    return ret == 0 ? note_absent_categories(self, err) : ret;
}

int
model_make(struct model *self, const struct inputs *inputs, struct hr_err *err)
{
    const int ret = model_init(self, inputs, err);
    return ret == 0 ? model_calibrate(self, err) : ret;
}
