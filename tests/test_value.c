/* Inputs read through their fields. */
#include "value.h"

#include "inputs.h"
#include "scenario_sample.h"
#include "claim.h"

#include <stdio.h>
#include <string.h>

Claim(value, a_number_has_as_few_digits_as_give_it_back)
{
    static const struct {
        double number;
        const char *text;
    } shown[] = {
        { 20, "20" },
        { 58200, "58200" },
        { 4294967295, "4294967295" },
        { 0.05, "0.05" },
        { -12.4013375, "-12.4013375" },
        { 0.1 + 0.2, "0.30000000000000004" },
        { 5.28e-05, "5.28e-05" },
        { 0, "0" },
    };
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        char buf[VALUE_TEXT];
        cr_expect_str_eq(value_shortest(shown[i].number, buf), shown[i].text);
    }
}

static bool
was_read_in(const struct scenario *scenario, const char *path)
{
    const size_t n = strlen(path);
    for (size_t i = 0; i < scenario->n_key; i++)
        if (strncmp(scenario->key[i].path, path, n) == 0 && scenario->key[i].path[n] == '.')
            return true;
    return false;
}

/* Every element under a table: the reader must have read a key at its address. */
static size_t
expect_addresses(const struct scenario *scenario, const char *path, const struct field_table *table,
                 const void *base)
{
    size_t n = 0;
    for (size_t i = 0; i < table->n_row; i++) {
        const struct field *row = &table->row[i];
        char inner[512];
        (void)snprintf(inner, sizeof inner, "%.250s%s%s", path, path[0] == '\0' ? "" : ".",
                       row->key);
        if (row->type == FIELD_GROUP && value_is_given(row, base))
            n += expect_addresses(scenario, inner, row->table, value_group(row, base));
        if (row->type != FIELD_LIST || !value_is_given(row, base))
            continue;
        const char *element = value_items(row, base);
        for (size_t k = 0; k < value_length(row, base); k++, element += row->table->size) {
            char address[256], whole[1024];
            value_address(row->table, element, address, sizeof address);
            if (address[0] == '\0')
                continue; /* has none of the keys that name it: the reader numbers it */
            (void)snprintf(whole, sizeof whole, "%s.%s", inner, address);
            cr_expect(was_read_in(scenario, whole), "no key was read in %s", whole);
            n += 1 + expect_addresses(scenario, whole, row->table, element);
        }
    }
    return n;
}

Claim(value, an_element_has_the_address_that_the_reader_gave_it)
{
    struct scenario scenario;
    cr_assert_eq(
        scenario_sample_load(&scenario,
                             "plans.by_age=( { from_age = 0; to_age = 19; count = 310; }, "
                             "{ from_age = 20; to_age = 25; count = 90; } )",
                             "prices.special.places=( { ay = \"2025/26\"; count = 90; phase = "
                             "\"school\"; } )",
                             NULL),
        0, "%s", scenario.faults.n > 0 ? scenario.faults.item[0].text : "");
    cr_expect_gt(expect_addresses(&scenario, "", &inputs_fields, &scenario.inputs), 40);
    scenario_release(&scenario);
}
