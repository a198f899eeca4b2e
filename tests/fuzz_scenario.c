/* Any bytes, read as a scenario: faults at worst, never a crash. No file is opened. libconfig 1.5
 * itself leaks on some syntax errors that get past our scan, so run with -detect_leaks=0; seeds:
 * scenarios/ and tests/bad/. */
#include "scenario.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct scenario scenario;
    struct hr_err err = { .code = HR_OK };
    const int ret = scenario_load_text("fuzz.cfg", (const char *)data, size, &scenario, &err);
    if ((ret == 0) != (scenario.faults.n == 0))
        hr_bug("status %d with %zu faults", ret, scenario.faults.n);
    scenario_release(&scenario);
    return 0;
}
