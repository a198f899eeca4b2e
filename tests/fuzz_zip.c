/* Any bytes, read as the .zip of a release. Faults at worst, and nothing is unpacked. Seeds:
 * tests/fuzz/zip. */
#include "fuzz_input.h"

#include <stdio.h>

void
fuzz_one(const char *data, size_t size)
{
    struct evidence evidence;
    struct hr_err err = { 0 };
    char path[512];
    (void)fuzz_folder("", 0);
    (void)snprintf(path, sizeof path, "%s", fuzz_path("in/release.zip"));
    FILE *out = fopen(path, "wb");
    if (out == NULL || fwrite(data, 1, size, out) != size || fclose(out) != 0)
        hr_bug("cannot write %s", path);
    const int ret = evidence_load(&evidence, path, &err);
    fuzz_agree(ret, &err, NULL, size);
    if (ret == 0)
        fuzz_evidence(&evidence);
    fuzz_only("in", NULL);
    evidence_release(&evidence);
}
