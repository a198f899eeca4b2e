/* prices.csv, prices.cfg and the part of import.txt about a ledger. */
#include "cost_prices.h"

#include "calendar.h"
#include "csv.h"
#include "table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- prices.csv ---- */

struct price_row {
    const char *setting, *fy;
    double children, years, price, cv, sd_log, joint, gbp[N_COST_FUND], total;
};
#define GBP(name, fund) \
    TABLE_NUMBER_COLUMN(name, 0, offsetof(struct price_row, gbp) + (fund) * sizeof(double))
static const struct table_field PRICES[] = {
    TABLE_TEXT_COLUMN("setting", offsetof(struct price_row, setting)),
    TABLE_TEXT_COLUMN("financial_year", offsetof(struct price_row, fy)),
    TABLE_NUMBER_COLUMN("children", 0, offsetof(struct price_row, children)),
    TABLE_NUMBER_COLUMN("place_years", 1, offsetof(struct price_row, years)),
    TABLE_NUMBER_COLUMN("price_gbp", 0, offsetof(struct price_row, price)),
    TABLE_NUMBER_COLUMN("cv", 3, offsetof(struct price_row, cv)),
    TABLE_NUMBER_COLUMN("sd_log", 3, offsetof(struct price_row, sd_log)),
    TABLE_NUMBER_COLUMN("joint_share", 4, offsetof(struct price_row, joint)),
    GBP("place_gbp", FUND_PLACE),
    GBP("top_up_gbp", FUND_TOP_UP),
    GBP("fee_gbp", FUND_FEE),
    GBP("health_gbp", FUND_HEALTH),
    GBP("social_care_gbp", FUND_SOCIAL_CARE),
    GBP("transport_gbp", FUND_TRANSPORT),
    GBP("other_gbp", FUND_OTHER),
    TABLE_NUMBER_COLUMN("total_gbp", 0, offsetof(struct price_row, total)),
};

static double
total_of(const struct cost_price *price)
{
    double total = 0.0;
    for (size_t fund = 0; fund < N_COST_FUND; fund++)
        total += price->gbp[fund];
    return total;
}

static double
joint_share(const struct cost_price *price)
{
    return price->priced_gbp > 0.0 ? price->joint_gbp / price->priced_gbp : 0.0;
}

static void
put_place(const struct cost_prices *self, size_t place, struct table *table)
{
    const struct cost_price *of = &self->place[place];
    const bool priced = cost_is_priced(self, place);
    const struct year_name fy = fy_name(self->fy);
    struct price_row row = { .setting = sen2_place_name(place),
                             .fy = fy.text,
                             .children = of->children,
                             .years = of->years,
                             .price = priced ? cost_price_gbp(of) : (double)NAN,
                             .cv = priced ? of->cv : (double)NAN,
                             .sd_log = priced ? of->sd_log : (double)NAN,
                             .joint = priced ? joint_share(of) : (double)NAN,
                             .total = total_of(of) };
    memcpy(row.gbp, of->gbp, sizeof row.gbp);
    if (cost_place_is_told(self, place) && (of->children > 0.0 || row.total != 0.0))
        table_put(table, &row);
}

static void
put_sum(const char *name, double children, double gbp, struct table *table)
{
    struct price_row row = { .setting = name,
                             .children = children,
                             .years = (double)NAN,
                             .price = (double)NAN,
                             .cv = (double)NAN,
                             .sd_log = (double)NAN,
                             .joint = (double)NAN,
                             .total = gbp };
    for (size_t fund = 0; fund < N_COST_FUND; fund++)
        row.gbp[fund] = (double)NAN;
    table_put(table, &row);
}

/* Pounds, where enough children are behind them. */
static double
told_gbp(const struct cost_sum *sum)
{
    return cost_is_told(sum->children) ? sum->gbp : (double)NAN;
}

/* The rows joined, and all rows: told where what they would show is told. */
static double
joined_gbp(const struct cost_prices *self)
{
    return cost_is_told(self->few.children) ? self->joined.gbp : (double)NAN;
}

static double
all_gbp(const struct cost_prices *self)
{
    return cost_is_told(self->untold_children) ? self->all.gbp : (double)NAN;
}

static int
write_table(const struct cost_prices *self, struct folder *folder, struct hr_err *err)
{
    struct table table;
    table_init(&table, "prices", PRICES, sizeof PRICES / sizeof PRICES[0]);
    for (size_t place = 0; place < N_SEN2_PLACE; place++)
        put_place(self, place, &table);
    if (self->few.rows > 0.0) /* one row: no kind of setting shows what a child or two cost */
        put_sum("settings of fewer than 5 children", self->few.children, told_gbp(&self->few),
                &table);
    put_sum("not joined", self->not_joined.children, told_gbp(&self->not_joined), &table);
    put_sum("other years", self->other_years.children, told_gbp(&self->other_years), &table);
    put_sum("all", self->all.children, all_gbp(self), &table);
    int ret = table_check(&table, err);
    if (ret == 0)
        ret = csv_write(&table, folder, err);
    table_release(&table);
    return ret;
}

/* ---- prices.cfg ---- */

/* Is a price written? A scenario of `headroom fit` has no price for early years, home education
 * and not in education, and not recorded is no setting. */
static bool
has_price(size_t place)
{
    return place < N_CATEGORY && place != CATEGORY_EARLY_YEARS &&
           place != CATEGORY_HOME_EDUCATION && place != CATEGORY_NOT_IN_EDUCATION;
}

/* Does England's table have what such a place costs? */
static bool
is_in_england(size_t place)
{
    static const enum category of[] = { CATEGORY_MAINSTREAM,        CATEGORY_UNIT,
                                        CATEGORY_STATE_SPECIAL,     CATEGORY_INDEPENDENT,
                                        CATEGORY_FURTHER_EDUCATION, CATEGORY_SPECIALIST_POST16 };
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
        if (place == (size_t)of[i])
            return true;
    return false;
}

/* Whole fees, where the ledger does not say which of the two it is. */
static bool
is_fee(const struct cost_price *price, size_t place)
{
    if (price->gbp[FUND_FEE] != price->gbp[FUND_TOP_UP])
        return price->gbp[FUND_FEE] > price->gbp[FUND_TOP_UP];
    return place == CATEGORY_INDEPENDENT || place == CATEGORY_SPECIALIST_POST16 ||
           place == CATEGORY_OTHERWISE;
}

/* As `headroom fit` calls its settings. */
static const char *
setting_id(size_t place)
{
    return place == CATEGORY_OTHER ? "other_placements" : sen2_place_name(place);
}

static void
put_own(const struct cost_prices *self, size_t place, struct text *out)
{
    const struct cost_price *of = &self->place[place];
    text_add(out, "    { setting = \"%s\"; %s = %.0f;", setting_id(place),
             is_fee(of, place) ? "fee_gbp" : "topup_gbp", cost_price_gbp(of));
    text_add(out, " solved = true; spread = { value = %.2f; source = \"the same ledger\"; };",
             isnan(of->cv) ? 0.0 : fmin(of->cv, 3.0));
    if (joint_share(of) > 0.0)
        text_add(out, " joint_funding = { value = %.4f; source = \"the same ledger\"; };",
                 joint_share(of));
    text_add(out,
             "\n      source = \"own ledger of placement costs, %s: %.0f children, %.1f "
             "place-years\"; source_date = \"%s\"; confidence = \"good\"; }",
             fy_name(self->fy).text, of->children, of->years, fy_end_name(self->fy).text);
}

/* Price of a place-year of all settings that have one, for those that have none. */
static double
mean_price(const struct cost_prices *self)
{
    double gbp = 0.0, years = 0.0;
    for (size_t place = 0; place < N_SEN2_PLACE; place++)
        if (cost_is_priced(self, place)) {
            gbp += self->place[place].priced_gbp;
            years += self->place[place].years;
        }
    return years > 0.0 ? gbp / years : 0.0;
}

static void
put_without(const struct cost_prices *self, size_t place, struct text *out)
{
    text_add(out, "    { setting = \"%s\"; ", setting_id(place));
    if (is_in_england(place))
        text_add(out, "unit_cost = \"england\";");
    else
        text_add(out, "%s = %.0f;", is_fee(&self->place[place], place) ? "fee_gbp" : "topup_gbp",
                 mean_price(self));
    text_add(out,
             " solved = true; spread = { value = 0.6; source = \"judgement\"; };\n      "
             "source = \"fewer than %d children in the ledger: %s\"; confidence = \"weak\"; }",
             COST_FEWEST,
             is_in_england(place) ? "England's unit cost" : "mean of all settings that have more");
}

static int
write_part(const struct cost_prices *self, struct folder *folder, struct hr_err *err)
{
    struct text out;
    char *text = NULL;
    text_init(&out);
    text_add(&out,
             "# Prices of places from the authority's own ledger of %s: part of a scenario, which "
             "says   @include \"prices.cfg\"   in\n# place of its own list of prices. Settings are "
             "called as 'headroom fit' calls them. Pounds a place-year in prices of %s;\n"
             "# solved = true brings them, in their proportions, to what the first year spends: "
             "take it away from prices that are of that year\n# already. Place funding is in none "
             "of them: see prices.csv.\nprices = (\n",
             fy_name(self->fy).text, fy_name(self->fy).text);
    for (size_t place = 0, n = 0; place < N_SEN2_PLACE; place++) {
        if (!has_price(place))
            continue;
        text_add(&out, "%s", n++ == 0 ? "" : ",\n");
        if (cost_is_priced(self, place))
            put_own(self, place, &out);
        else
            put_without(self, place, &out);
    }
    text_add(&out, " );\n");
    const int ret = text_take(&out, &text, err);
    return ret == 0 ? folder_take(folder, "prices.cfg", text, err) : ret;
}

int
cost_prices_write(const struct cost_prices *self, struct folder *folder, bool *part,
                  struct hr_err *err)
{
    const int ret = write_table(self, folder, err);
    *part = ret == 0 && mean_price(self) > 0.0;
    return *part ? write_part(self, folder, err) : ret;
}

/* ---- import.txt ---- */

static void
report_sum(const char *name, const struct cost_sum *sum, double gbp, struct text *out)
{
    text_add(out, "  %-36s %10.0f %10.0f ", name, sum->rows, sum->children);
    if (isnan(gbp))
        text_add(out, "%16s\n", "not told");
    else
        text_add(out, "%16.2f\n", gbp);
}

static double
sum_of_places(const double count[N_SEN2_PLACE])
{
    double sum = 0.0;
    for (size_t place = 0; place < N_SEN2_PLACE; place++)
        sum += count[place];
    return sum;
}

/* Children with a plan and in no row, by kind of setting. */
static void
report_without(const struct cost_ledger *ledger, struct text *out)
{
    text_add(out, "\n  %-36s %10s %10s\n", "plans by the return, and in no row", "held", "no cost");
    for (size_t place = 0; place < N_SEN2_PLACE; place++)
        if (ledger->held[place] > 0.0)
            text_add(out, "  %-36s %10.0f %10.0f\n", sen2_place_name(place), ledger->held[place],
                     ledger->without[place]);
    text_add(out, "  %-36s %10.0f %10.0f\n", "all", sum_of_places(ledger->held),
             sum_of_places(ledger->without));
}

void
cost_prices_report(const struct cost_prices *self, const struct cost_ledger *ledger,
                   struct text *out)
{
    text_add(out, "\nTHE LEDGER of %s\n\n", fy_name(self->fy).text);
    text_add(out, "  %-36s %10s %10s %16s\n", "", "rows", "children", "pounds");
    report_sum("joined", &self->joined, joined_gbp(self), out);
    report_sum("  at settings of fewer than 5 children", &self->few, told_gbp(&self->few), out);
    report_sum("  elsewhere than the return says", &self->moved, told_gbp(&self->moved), out);
    report_sum("  in no price", &self->uncounted, told_gbp(&self->uncounted), out);
    report_sum("not joined", &self->not_joined, told_gbp(&self->not_joined), out);
    report_sum("other years", &self->other_years, told_gbp(&self->other_years), out);
    report_sum("all", &self->all, all_gbp(self), out);
    if (self->names_children)
        report_without(ledger, out);
    text_add(out,
             "\n  Pounds of fewer than %d children are not told, nor a sum from which they "
             "would follow. In no price: rows that\n  name no child and no number of "
             "children, or no day of the year.\n",
             COST_FEWEST);
}

/* Rows twice and costs in another unit; no setting of few children is named. */
static int
remark_on_costs(const struct cost_prices *self, const struct cost_ledger *ledger,
                struct evidence *to, struct hr_err *err)
{
    const struct year_name fy = fy_name(self->fy);
    size_t n = 0;
    int ret = 0;
    for (size_t place = 0; place < N_SEN2_PLACE; place++)
        n += cost_is_of_another_size(self, place);
    if (n > 0)
        ret = evidence_remark(to, err,
                              "outliers: ledger of %s: at %zu kinds of setting a price is under "
                              "300 or over 500,000 pounds a place, or a child's over 1,000,000 or "
                              "a hundred times what is usual there: are all costs in pounds?",
                              fy.text, n);
    if (ret == 0 && ledger->twice > 0.0)
        ret = evidence_remark(to, err,
                              "sums: ledger: %.0f rows are one before them in every cell, and are "
                              "counted: were rows pasted twice?",
                              ledger->twice);
    return ret;
}

int
cost_prices_remarks(const struct cost_prices *self, const struct cost_ledger *ledger,
                    struct evidence *to, struct hr_err *err)
{
    const struct year_name fy = fy_name(self->fy);
    const double without = sum_of_places(ledger->without);
    int ret = 0;
    if (self->not_joined.rows > 0.0)
        ret = evidence_remark(to, err,
                              "ledger of %s: %.0f rows name no setting that is known and no child "
                              "with a plan: in no price",
                              fy.text, self->not_joined.rows);
    if (ret == 0 && self->unknown_rows > 0.0)
        ret = evidence_remark(to, err,
                              "ledger of %s: %.0f rows name a setting that neither the register of "
                              "schools nor placement_map.csv has: taken where the return has the "
                              "child, if it has",
                              fy.text, self->unknown_rows);
    if (ret == 0 && self->not_in_return > 0.0)
        ret = evidence_remark(to, err,
                              "ledger of %s: %.0f children are not in the return: priced at the "
                              "setting that their rows name",
                              fy.text, self->not_in_return);
    if (ret == 0 && self->names_children && without > 0.0)
        ret = evidence_remark(to, err,
                              "ledger of %s: of %.0f children with a plan in January %d %.0f are "
                              "in no row that names them: prices are of the others",
                              fy.text, sum_of_places(ledger->held), ledger->census, without);
    return ret == 0 ? remark_on_costs(self, ledger, to, err) : ret;
}
