/* How much memory there is: by a folder that stands for "/". */
#include "machine.h"

#include "claim.h"
#include "folder.h"
#include "temp_dir.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const uint64_t MB = 1 << 20;

struct root {
    char dir[64];
};

/* Makes the folders on the way. */
static void
lay(const struct root *self, const char *name, const char *text)
{
    char *path = text_of("%s%s", self->dir, name);
    cr_assert_not_null(path);
    for (char *slash = strchr(path + strlen(self->dir) + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0777); /* it may be there */
        *slash = '/';
    }
    FILE *out = fopen(path, "w");
    cr_assert_not_null(out);
    cr_assert_geq(fputs(text, out), 0);
    cr_assert_eq(fclose(out), 0);
    free(path);
}

static void
root_init(struct root *self)
{
    temp_dir(self->dir, sizeof self->dir);
    lay(self, "/proc/meminfo", "MemTotal:  900000 kB\nMemAvailable:   512000 kB\n");
}

static void
root_release(const struct root *self)
{
    cr_expect_eq(folder_remove(self->dir), 0);
}

Claim(machine, what_is_available_is_had_where_no_group_limits_it)
{
    struct root root;
    root_init(&root);
    cr_expect_eq(machine_memory(root.dir), 500 * MB);
    lay(&root, "/proc/self/cgroup", "0::/user/run\n");
    lay(&root, "/sys/fs/cgroup/user/run/memory.max", "max\n");
    lay(&root, "/sys/fs/cgroup/user/run/memory.current", "1048576\n");
    cr_expect_eq(machine_memory(root.dir), 500 * MB);
    root_release(&root);
}

/* 200 MB, of which 90 are used, 30 of them by files that may be forgotten. */
Claim(machine, a_group_has_its_limit_less_what_it_uses)
{
    struct root root;
    root_init(&root);
    lay(&root, "/proc/self/cgroup", "12:memory:/old\n0::/user/run\n");
    lay(&root, "/sys/fs/cgroup/user/run/memory.max", "209715200\n");
    lay(&root, "/sys/fs/cgroup/user/run/memory.current", "94371840\n");
    lay(&root, "/sys/fs/cgroup/user/run/memory.stat",
        "anon 5\nactive_file 7\ninactive_file 31457280\n");
    cr_expect_eq(machine_memory(root.dir), 140 * MB);
    root_release(&root);
}

Claim(machine, so_have_the_groups_it_lies_in)
{
    struct root root;
    root_init(&root);
    lay(&root, "/proc/self/cgroup", "0::/user/run\n");
    lay(&root, "/sys/fs/cgroup/user/run/memory.max", "209715200\n");
    lay(&root, "/sys/fs/cgroup/user/run/memory.current", "0\n");
    lay(&root, "/sys/fs/cgroup/user/memory.max", "104857600\n");
    lay(&root, "/sys/fs/cgroup/user/memory.current", "62914560\n");
    cr_expect_eq(machine_memory(root.dir), 40 * MB);
    lay(&root, "/sys/fs/cgroup/memory.max", "20971520\n");
    lay(&root, "/sys/fs/cgroup/memory.current", "31457280\n");
    cr_expect_eq(machine_memory(root.dir), 0, "more is used than is allowed");
    root_release(&root);
}

Claim(machine, where_nothing_tells_anything_may_be_had)
{
    struct root root;
    struct hr_err err = { 0 };
    temp_dir(root.dir, sizeof root.dir);
    cr_expect_eq(machine_memory(root.dir), UINT64_MAX);
    root_release(&root);
    cr_expect_eq(machine_has(1, 10, &err), 0);
    cr_expect_eq(machine_has(UINT64_MAX - 1, 5000000, &err), HR_ENOMEM);
    cr_expect_not_null(strstr(err.text, "5,000,000 simulations need"), "%s", err.text);
    cr_expect_not_null(strstr(err.text, "fewer simulations"), "%s", err.text);
}
