#include "future.h"

#include <stdlib.h>

int
future_init(struct future *self, size_t n_year, size_t n_setting, size_t n_line, size_t n_row,
            struct hr_err *err)
{
    *self = (struct future){
        .n_year = n_year, .n_setting = n_setting, .n_line = n_line, .n_row = n_row
    };
    self->setting = calloc(n_year * n_setting, sizeof *self->setting);
    self->line_gbp = calloc(n_year * n_line + 1, sizeof *self->line_gbp);
    self->row = calloc(n_year * n_row, sizeof *self->row);
    self->total = calloc(n_year, sizeof *self->total);
    if (self->setting == NULL || self->line_gbp == NULL || self->row == NULL || self->total == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for one future of %zu years", n_year);
    return 0;
}

int
future_add_agreements(struct future *self, size_t n_receipt, size_t n_transfer, struct hr_err *err)
{
    self->n_receipt = n_receipt;
    self->n_transfer = n_transfer;
    self->withheld_gbp = calloc(self->n_year * n_receipt + 1, sizeof *self->withheld_gbp);
    self->transfer_gbp = calloc(self->n_year * n_transfer + 1, sizeof *self->transfer_gbp);
    if (self->withheld_gbp == NULL || self->transfer_gbp == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu agreements", n_receipt + n_transfer);
    return 0;
}

int
future_add_options(struct future *self, size_t n_option, struct hr_err *err)
{
    self->n_option = n_option;
    self->option = calloc(self->n_year * n_option + 1, sizeof *self->option);
    if (self->option == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu options", n_option);
    return 0;
}

int
future_add_places(struct future *self, size_t n_finite, size_t n_pair, struct hr_err *err)
{
    if (n_finite == 0)
        return 0;
    self->n_finite = n_finite;
    self->n_pair = n_pair;
    self->place = calloc(self->n_year * n_finite, sizeof *self->place);
    self->elsewhere = calloc(self->n_year * n_pair + 1, sizeof *self->elsewhere);
    if (self->place == NULL || self->elsewhere == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the places of %zu settings", n_finite);
    return 0;
}

int
future_add_general(struct future *self, size_t n_transport, struct hr_err *err)
{
    self->n_transport = n_transport;
    self->general = calloc(self->n_year, sizeof *self->general);
    self->transport_gbp = calloc(self->n_year * n_transport + 1, sizeof *self->transport_gbp);
    if (self->general == NULL || self->transport_gbp == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the general fund of %zu years", self->n_year);
    return 0;
}

void
future_release(struct future *self)
{
    free(self->setting);
    free(self->line_gbp);
    free(self->row);
    free(self->total);
    free(self->option);
    free(self->withheld_gbp);
    free(self->transfer_gbp);
    free(self->place);
    free(self->elsewhere);
    free(self->general);
    free(self->transport_gbp);
    *self = (struct future){ 0 };
}
