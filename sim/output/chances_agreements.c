/* Agreements in chances.csv. */
#include "chances_agreements.h"

#include "table_rows.h"

#include <stdio.h>
#include <stdlib.h>

static const double GBP_PER_GBP_M = 1e6, ROUNDING_GBP_M = 1e-9;

/* What the receipt pays when nothing stands in its way, by the last forecast year. */
static double
full_gbp_m(const struct results *results, const struct receipt_in *receipt)
{
    double gbp = 0.0;
    for (size_t k = 0; k < receipt->n_instalment; k++)
        if (receipt->instalment[k].fy <= run_fy(results, (long)results->n_year - 1))
            gbp += receipt->instalment[k].amount_gbp;
    return gbp / GBP_PER_GBP_M;
}

static size_t
measure_of(const struct results *results, const char *prefix, const struct receipt_in *receipt)
{
    char id[sizeof results->measure->id];
    (void)snprintf(id, sizeof id, "%s.%s", prefix, receipt->id);
    return results_measure(results, id);
}

static int
add_paid(struct table *out, const struct results *results, size_t scenario,
         const struct receipt_in *receipt, double *sum, struct hr_err *err)
{
    const size_t measure = measure_of(results, "receipt", receipt);
    const bool grant = receipt->type == RECEIPT_STABILITY_GRANT;
    const double full = grant ? 0.0 : full_gbp_m(results, receipt);
    char event[256];
    for (size_t k = 0; k < results->n_replicate; k++) {
        sum[k] = 0.0;
        for (size_t year = 0; year < results->n_year; year++)
            sum[k] += results_column(results, scenario, year, measure)[k];
    }
    (void)snprintf(event, sizeof event, grant ? "paid: %s" : "paid in full: %s", receipt->label);
    return chance_row_add(out, results, scenario, results->n_year - 1, &results->measure[measure],
                          &(struct chance_row){ event, full, grant ? 0.0 : full - ROUNDING_GBP_M },
                          sum, err);
}

static int
add_withheld(struct table *out, const struct results *results, size_t scenario,
             const struct receipt_in *receipt, double *most, struct hr_err *err)
{
    const size_t measure = measure_of(results, "withheld", receipt);
    char event[256];
    for (size_t k = 0; k < results->n_replicate; k++) {
        most[k] = 0.0;
        for (size_t year = 0; year < results->n_year; year++)
            if (results_column(results, scenario, year, measure)[k] > most[k])
                most[k] = results_column(results, scenario, year, measure)[k];
    }
    (void)snprintf(event, sizeof event, "ever withheld: %s", receipt->label);
    return chance_row_add(out, results, scenario, results->n_year - 1, &results->measure[measure],
                          &(struct chance_row){ event, 0.0, 0.0 }, most, err);
}

int
chances_of_agreements(const struct results *results, size_t scenario, struct table *out,
                      struct hr_err *err)
{
    const struct model *model = results->model;
    double *column = calloc(results->n_replicate + 1, sizeof *column);
    int ret =
        column == NULL ? hr_fail(err, HR_ENOMEM, "no memory for the chances of agreements") : 0;
    for (size_t r = 0; ret == 0 && r < model->n_receipt; r++) {
        const struct receipt_in *receipt = model->receipt[r];
        if (receipt->type == RECEIPT_INSTALMENTS || !model_has_receipt(model, scenario, r))
            continue;
        ret = add_paid(out, results, scenario, receipt, column, err);
        if (ret == 0 && receipt->n_condition > 0)
            ret = add_withheld(out, results, scenario, receipt, column, err);
    }
    free(column);
    return ret;
}
