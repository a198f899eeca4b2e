#include "import_files.h"

#include "evidence_csv.h"
#include "json_build.h"
#include "version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
write_evidence(const struct import *self, struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    size_t size = 0;
    int ret = evidence_csv_text(self->evidence, &text, &size, err);
    if (ret == 0)
        ret = folder_write(folder, "evidence.csv", text, size, err);
    free(text);
    return ret;
}

static int
write_map(const struct import *self, struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    size_t size = 0;
    int ret = placement_map_text(self->map, &text, &size, err);
    if (ret == 0)
        ret = folder_write(folder, "placement_map.csv", text, size, err);
    free(text);
    return ret;
}

static int
write_report(const struct import *self, struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    int ret = import_report_text(self, &text, err);
    if (ret == 0)
        ret = folder_write(folder, "import.txt", text, strlen(text), err);
    free(text);
    return ret;
}

static int
write_checksums(struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for SHA256SUMS");
    for (size_t i = 0; i < folder->n_file; i++)
        fprintf(out, "%s  %s\n", folder->file[i].sha256, folder->file[i].name);
    int ret = fclose(out) == 0 ? 0 : hr_fail(err, HR_ENOMEM, "no memory for SHA256SUMS");
    if (ret == 0)
        ret = folder_write(folder, "SHA256SUMS", text, size, err);
    free(text);
    return ret;
}

static int
write_record(const char *command, const char *path, const struct evidence *evidence,
             struct folder *folder, struct hr_err *err)
{
    struct json_build b = { 0 };
    json_t *root = json_object();
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json");
    json_build_text(&b, root, "program", "headroom");
    json_build_text(&b, root, "version", HEADROOM_VERSION);
    json_build_text(&b, root, "command", command);
    json_build_text(&b, root, "path", path);
    json_build_texts(&b, root, "inputs", (const char *const *)evidence->source, evidence->n_source);
    json_build_texts(&b, root, "remarks", (const char *const *)evidence->remark,
                     evidence->n_remark);
    json_t *list = json_build_array(&b, root, "outputs");
    for (size_t i = 0; i < folder->n_file; i++) {
        json_t *file = json_build_object(&b, list, NULL);
        json_build_text(&b, file, "name", folder->file[i].name);
        json_build_whole(&b, file, "bytes", (double)folder->file[i].size);
        json_build_text(&b, file, "sha256", folder->file[i].sha256);
    }
    char *text = json_build_end(&b, root);
    if (text == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json, or a name in it is not UTF-8");
    const int ret = folder_write(folder, "run.json", text, strlen(text), err);
    free(text);
    return ret;
}

int
import_files_finish(const char *command, const char *path, const struct evidence *evidence,
                    struct folder *folder, struct hr_err *err)
{
    int ret = write_checksums(folder, err);
    if (ret == 0)
        ret = write_record(command, path, evidence, folder, err);
    return ret == 0 ? folder_commit(folder, err) : ret;
}

int
import_files_write(const struct import *self, struct folder *folder, struct hr_err *err)
{
    int ret = write_evidence(self, folder, err);
    if (ret == 0)
        ret = write_map(self, folder, err);
    if (ret == 0)
        ret = write_report(self, folder, err);
    return ret == 0 ? import_files_finish("import", self->path, self->evidence, folder, err) : ret;
}
