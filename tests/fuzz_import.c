/* A folder (fuzz_input.h) as `headroom import` takes it: a release, own tables, tidied series, a
 * SEN2 return with a ledger, a history of year pairs. Faults at worst; nothing beside the folder
 * that is asked for, and that only when it succeeds; its evidence is the same when it is read.
 * Seeds: tests/fuzz/import. */
#include "fuzz_input.h"

#include "import.h"
#include "return_import.h"
#include "transitions_import.h"

#include <string.h>
#include <unistd.h>

static int
import_history(const char *from, const char *to, struct hr_err *err)
{
    struct faults faults = { 0 };
    const int ret = transitions_import(
        &(struct transitions_import_options){
            .folder = from, .out_dir = to, .area = "Testshire", .faults = &faults },
        err);
    faults_release(&faults);
    return ret;
}

static int
import_evidence(const char *from, const char *to, enum evidence_layout layout, struct hr_err *err)
{
    struct evidence evidence;
    struct placement_map map;
    struct folder folder = { .n_file = 0 };
    struct evidence_choices choices = { .map = &map, .area = "Testshire", .census = 2025 };
    evidence_init(&evidence);
    int ret = placement_map_init(&map, err);
    if (ret == 0)
        ret = folder_init(&folder, to, false, err);
    if (ret == 0 && layout == LAYOUT_SEN2)
        ret = return_import(&(struct return_import){ from, &choices, &evidence, false, false },
                            &folder, err);
    else if (ret == 0)
        ret = evidence_load_as(&evidence, from, &choices, err);
    if (ret == 0 && layout != LAYOUT_SEN2)
        ret = import_write(&(struct import){ &evidence, &map, from, "files", NULL }, &folder, err);
    if (ret == 0)
        fuzz_evidence(&evidence);
    folder_release(&folder);
    placement_map_release(&map);
    evidence_release(&evidence);
    return ret;
}

void
fuzz_one(const char *data, size_t size)
{
    enum evidence_layout layout = LAYOUT_NONE;
    struct hr_err err = { 0 };
    const char *from = fuzz_folder(data, size);
    char to[512];
    (void)snprintf(to, sizeof to, "%s", fuzz_path("out"));
    int ret = evidence_layout_of(from, &layout, &err);
    if (ret == 0 && layout == LAYOUT_TRANSITIONS)
        ret = import_history(from, to, &err);
    else if (ret == 0)
        ret = import_evidence(from, to, layout, &err);
    fuzz_agree(ret, &err, NULL, size);
    if (ret == 0)
        fuzz_only("in", "out", NULL);
    else
        fuzz_only("in", NULL);
}
