#include "bytes.h"
#include "claim.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Published vectors: FIPS 180-2, appendix B. */
Claim(bytes, bytes_give_the_published_values)
{
    char hex[DIGEST_HEX];
    digest_bytes("abc", 3, hex);
    cr_expect_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest_bytes("", 0, hex);
    cr_expect_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    digest_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, hex);
    cr_expect_str_eq(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

Claim(bytes, a_file_has_the_digest_of_its_bytes)
{
    char path[] = "/tmp/headroom-digest.XXXXXX", of_file[DIGEST_HEX], of_bytes[DIGEST_HEX];
    static const char bytes[] = "1,465 plans\0on 5 July\n";
    const int fd = mkstemp(path);
    cr_assert(fd >= 0 && write(fd, bytes, sizeof bytes) == (ssize_t)sizeof bytes);
    cr_assert_eq(close(fd), 0);
    struct hr_err err = { 0 };
    cr_expect_eq(digest_file(path, of_file, &err), 0);
    digest_bytes(bytes, sizeof bytes, of_bytes);
    cr_expect_str_eq(of_file, of_bytes);
    cr_assert_eq(unlink(path), 0);
}

Claim(bytes, a_file_that_is_not_there_is_named)
{
    char hex[DIGEST_HEX];
    struct hr_err err = { 0 };
    cr_expect_eq(digest_file("no/such/file", hex, &err), HR_EIO);
    cr_expect_not_null(strstr(err.text, "no/such/file"));
}
