#include "waterfall_layout.h"

#include "bar_rows.h"

#include <math.h>

/* ---- is the input as waterfall.h says? */

static int
check_amount(const char *label, const struct waterfall_amount *amount, struct hr_err *err)
{
    if (!isfinite(amount->mean) || !isfinite(amount->p05) || !isfinite(amount->p95))
        return hr_fail(err, HR_ERANGE, "'%s' is not finite in a waterfall", label);
    if (amount->p05 > amount->p95)
        return hr_fail(err, HR_ERANGE, "range of '%s' is %g to %g in a waterfall", label,
                       amount->p05, amount->p95);
    return 0;
}

static int
check_order(const struct waterfall *waterfall, size_t i, struct hr_err *err)
{
    const struct waterfall_step *step = &waterfall->step[i];
    if (i == 0 && step->kind != WATERFALL_OPTION)
        return hr_fail(err, HR_ERANGE, "the first step of a waterfall is no option");
    if (i > 0 && step->kind <= waterfall->step[i - 1].kind && step->kind != WATERFALL_OPTION)
        return hr_fail(err, HR_ERANGE,
                       "step %zu of a waterfall is out of order: want options, one interaction, "
                       "money received",
                       i + 1);
    if (i > 0 && step->kind == WATERFALL_OPTION && waterfall->step[i - 1].kind != WATERFALL_OPTION)
        return hr_fail(err, HR_ERANGE,
                       "step %zu of a waterfall is an option after what they do together", i + 1);
    if (step->kind == WATERFALL_INTERACTION && waterfall->method != WATERFALL_ALONE &&
        !waterfall_nil(&step->effect))
        return hr_fail(err, HR_ERANGE,
                       "steps in order and Shapley values add up, so a waterfall of them has no "
                       "interaction");
    return 0;
}

static int
check_steps(const struct waterfall *waterfall, struct hr_err *err)
{
    int ret = 0;
    double sum = waterfall->start.mean, size = 1.0 + fabs(sum);
    for (size_t i = 0; ret == 0 && i < waterfall->n_step; i++) {
        const struct waterfall_step *step = &waterfall->step[i];
        ret = check_order(waterfall, i, err);
        if (ret == 0)
            ret = check_amount(waterfall_label(step), &step->effect, err);
        sum += step->effect.mean;
        size += fabs(step->effect.mean);
    }
    if (ret == 0 && !(fabs(sum - waterfall->end.mean) <= 1e-6 * size))
        ret = hr_fail(err, HR_ERANGE, "a waterfall's start and steps add up to %g, its end is %g",
                      sum, waterfall->end.mean);
    if (ret == 0 &&
        !(fabs(waterfall->end.mean - waterfall->start.mean - waterfall->net.mean) <= 1e-6 * size))
        ret = hr_fail(err, HR_ERANGE, "a waterfall from %g to %g has a net effect of %g",
                      waterfall->start.mean, waterfall->end.mean, waterfall->net.mean);
    return ret;
}

/* The chance is of the same futures as the net effect's range; a little is left for interpolation
 * between few futures. */
static int
check_chance(const struct waterfall *waterfall, struct hr_err *err)
{
    const struct waterfall_amount *net = waterfall_acted(waterfall);
    const double chance = waterfall->chance_lower,
                 slack = 0.01 + 2.0 / fmax(1.0, (double)waterfall->run.n_simulation);
    if (chance < 0.0 || chance > 1.0)
        return hr_fail(err, HR_ERANGE, "the chance of a lower deficit is %g, want 0 to 1", chance);
    if ((net->p95 < 0.0 && chance < 0.95 - slack) || (net->p95 > 0.0 && chance > 0.95 + slack) ||
        (net->p05 < 0.0 && chance < 0.05 - slack) || (net->p05 > 0.0 && chance > 0.05 + slack))
        return hr_fail(
            err, HR_ERANGE,
            "the chance of a lower deficit is %g, but the likely range of the change is %g to %g",
            chance, net->p05, net->p95);
    return 0;
}

int
waterfall_check(const struct waterfall *waterfall, struct hr_err *err)
{
    if (waterfall->n_step < 1)
        return hr_fail(err, HR_ERANGE, "a waterfall without a step");
    if (waterfall->fy < 1 || waterfall->fy > 9998)
        return hr_fail(err, HR_ERANGE, "a waterfall in %d, want a year", waterfall->fy);
    int ret = check_amount(waterfall->start_label, &waterfall->start, err);
    if (ret == 0)
        ret = check_amount(waterfall->end_label, &waterfall->end, err);
    if (ret == 0)
        ret = check_amount("net effect", &waterfall->net, err);
    if (ret == 0)
        ret = check_steps(waterfall, err);
    if (ret == 0)
        ret = check_amount("effect of the options", waterfall_acted(waterfall), err);
    return ret != 0 ? ret : check_chance(waterfall, err);
}

/* ---- data: every step, whether it has a row or not */

struct data_row {
    const char *bar, *label, *date;
    struct waterfall_amount amount;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("bar", ROW(bar)),
    TABLE_TEXT_COLUMN("label", ROW(label)),
    TABLE_TEXT_COLUMN("date", ROW(date)),
    TABLE_NUMBER_COLUMN("mean_gbp_m", 3, ROW(amount.mean)),
    TABLE_NUMBER_COLUMN("p05_gbp_m", 3, ROW(amount.p05)),
    TABLE_NUMBER_COLUMN("p95_gbp_m", 3, ROW(amount.p95)),
};

static void
fill_data(const struct waterfall *waterfall, struct table *data)
{
    const struct words date = words_year_end_iso(waterfall->fy);
    static const char *const kind[] = { [WATERFALL_OPTION] = "option",
                                        [WATERFALL_OTHERS] = "others",
                                        [WATERFALL_INTERACTION] = "interaction",
                                        [WATERFALL_RECEIVED] = "received" };
    table_init(data, "waterfall", fields, sizeof fields / sizeof fields[0]);
    table_put(data,
              &(struct data_row){ "start", waterfall->start_label, date.text, waterfall->start });
    for (size_t i = 0; i < waterfall->n_step; i++) {
        const struct waterfall_step *step = &waterfall->step[i];
        table_put(data, &(struct data_row){ kind[step->kind], waterfall_label(step), date.text,
                                            step->effect });
    }
    table_put(data, &(struct data_row){ "end", waterfall->end_label, date.text, waterfall->end });
    table_put(data, &(struct data_row){ "net", "Net effect", date.text, waterfall->net });
}

/* ---- the chart */

int
waterfall_draw(const struct waterfall *waterfall, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &waterfall->run);
    int ret = waterfall_check(waterfall, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", waterfall_title(waterfall).text);
        waterfall_alt(waterfall, &draft.alt);
        waterfall_note(waterfall, &draft);
        waterfall_picture(waterfall, &draft);
        fill_data(waterfall, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
