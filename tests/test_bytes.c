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

Claim(bytes, characters_that_cannot_be_seen_are_told)
{
    static const struct {
        const char *text;
        unsigned code;
        bool hides;
    } row[] = {
        { "a", 0x61, false },
        { "\t", 9, false },
        { "\n", 10, false },
        { "\x01", 1, true },
        { "\x7f", 0x7f, true },
        { "\xC2\x85", 0x85, true },
        { "\xC2\xA3", 0xa3, false },
        { "\xE2\x80\xAE", 0x202e, true },
        { "\xE2\x81\xA6", 0x2066, true },
        { "\xE2\x82\xAC", 0x20ac, false },
        { "\xEF\xBF\xBE", 0xfffe, true },
        { "\xEF\xBF\xBD", 0xfffd, false },
        { "\xF0\x9F\x98\x80", 0x1f600, false },
        { "\xF0\x9F\xBF\xBF", 0x1ffff, true },
    };
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        const unsigned char *at = (const unsigned char *)row[i].text;
        const size_t n = utf8_length(at, strlen(row[i].text));
        cr_expect_eq(n, strlen(row[i].text));
        cr_expect_eq(utf8_code(at, n), row[i].code);
        cr_expect_eq(utf8_hides(row[i].code), row[i].hides, "U+%04X", row[i].code);
    }
}
