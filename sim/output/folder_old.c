/* A folder may be replaced only when it holds a run of this program and nothing else: its run.json
 * names its files. Anything more (notes, a spreadsheet someone made beside them, a file still open
 * elsewhere) is a reason to stop and say which. */
#include "folder_old.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { N_OPEN_FOLDERS = 16 };

static bool
is_listed(const json_t *run, const char *name)
{
    size_t i;
    const json_t *file;

    if (strcmp(name, "run.json") == 0 || strcmp(name, "SHA256SUMS") == 0)
        return true;
    json_array_foreach(json_object_get(run, "outputs"), i, file)
    {
        const char *listed = json_string_value(json_object_get(file, "name"));
        if (listed != NULL && strcmp(listed, name) == 0)
            return true;
    }
    return false;
}

static int check_within(const char *root, const char *inside, const json_t *run,
                        struct hr_err *err);

static int
check_entry(const char *root, const char *name, const json_t *run, struct hr_err *err)
{
    char *path = NULL;
    struct stat status;
    int ret = 0;

    if (asprintf(&path, "%s/%s", root, name) < 0)
        return hr_fail(err, HR_ENOMEM, "no memory for a path");
    if (lstat(path, &status) != 0)
        ret = hr_fail(err, HR_EWRITE, "cannot look at '%s': %s", path, strerror(errno));
    else if (S_ISDIR(status.st_mode))
        ret = check_within(root, name, run, err);
    else if (!is_listed(run, name))
        ret = hr_fail(err, HR_EWRITE,
                      "'%s' is not one of the files of the run in '%s': move it away, or give -o "
                      "another name",
                      path, root);
    free(path);
    return ret;
}

static int
check_within(const char *root, const char *inside, const json_t *run, struct hr_err *err)
{
    char *path = NULL;
    int ret = 0;

    if (asprintf(&path, "%s/%s", root, inside) < 0)
        return hr_fail(err, HR_ENOMEM, "no memory for a path");
    DIR *dir = opendir(path);
    if (dir == NULL)
        ret = hr_fail(err, HR_EWRITE, "cannot look into '%s': %s", path, strerror(errno));
    for (const struct dirent *entry; ret == 0 && (entry = readdir(dir)) != NULL;) {
        char *name = NULL;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (asprintf(&name, "%s%s%s", inside, inside[0] == '\0' ? "" : "/", entry->d_name) < 0) {
            ret = hr_fail(err, HR_ENOMEM, "no memory for a path");
            break;
        }
        ret = check_entry(root, name, run, err);
        free(name);
    }
    if (dir != NULL)
        (void)closedir(dir);
    free(path);
    return ret;
}

int
folder_old_check(const char *path, struct hr_err *err)
{
    char *run_path = NULL;
    if (asprintf(&run_path, "%s/run.json", path) < 0)
        return hr_fail(err, HR_ENOMEM, "no memory for a path");
    json_t *run = json_load_file(run_path, JSON_REJECT_DUPLICATES, NULL);
    const char *program = json_string_value(json_object_get(run, "program"));

    int ret;
    if (program == NULL || strcmp(program, "headroom") != 0)
        ret = hr_fail(err, HR_EWRITE,
                      "'%s' holds files but no run of headroom (no run.json): --force replaces "
                      "only results; give -o another name",
                      path);
    else
        ret = check_within(path, "", run, err);
    json_decref(run);
    free(run_path);
    return ret;
}

static int
remove_entry(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
    (void)status;
    (void)type;
    (void)ftw;
    return remove(path);
}

int
folder_old_remove(const char *path)
{
    return nftw(path, remove_entry, N_OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}
