using System.Text;
using StackOne.Ats.Client.Documents;
using StackOne.Ats.Client.Tests.Support;
using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Tests.Documents;

/// <summary>The name of a file, from headers as servers write them.</summary>
public class FileNameTests
{
    /// <summary>The value of Content-Disposition, and the name.</summary>
    public static TheoryData<string, string?> Values { get; } = new()
    {
        // To the letter (RFC 6266).
        { "attachment", null },
        { "", null },
        { "attachment; filename=cv.pdf", "cv.pdf" },
        { "attachment; filename=\"my cv.pdf\"", "my cv.pdf" },
        { "inline; filename=\"a;b,c.pdf\"", "a;b,c.pdf" },
        { "ATTACHMENT ; FileName = cv.pdf ; size = 7", "cv.pdf" },
        { "attachment; filename*=UTF-8''%C3%BC%20b.pdf", "ü b.pdf" },
        { "attachment; filename*=utf-8'de'%c3%bc.pdf", "ü.pdf" },
        { "attachment; filename*=ISO-8859-1''%FC%E9.pdf", "üé.pdf" },
        { "attachment; filename*=iso-8859-1''%C3%BC.pdf", "Ã¼.pdf" },
        { "attachment; filename*=windows-1252''%FC.pdf", "ü.pdf" },
        { "attachment; filename=\"u b.pdf\"; filename*=UTF-8''%C3%BC%20b.pdf", "ü b.pdf" },
        { "attachment; filename*=UTF-8''%C3%BC%20b.pdf; filename=\"u b.pdf\"", "ü b.pdf" },
        { "attachment; filename=\"a\\\"b.pdf\"", "a\"b.pdf" },
        { "attachment; filename=\"a\\\"; b.pdf\"", "a\"; b.pdf" },
        { "attachment; filename=\"\"", null },
        { "attachment; filename=", null },
        { "attachment; filename= ", null },
        { "attachment; size=7; name=a; filename", null },
        { "attachment; filename; size=7", null },
        // The first of several.
        { "attachment; filename=a.pdf; filename=b.pdf", "a.pdf" },
        { "attachment; filename=; filename=b.pdf", "b.pdf" },
        { "attachment; filename*=UTF-8''a.pdf; filename*=UTF-8''b.pdf", "a.pdf" },
        // Without quotes where they are needed.
        { "attachment; filename=my cv.pdf", "my cv.pdf" },
        { "attachment; filename=cv (1) [final], v2.pdf", "cv (1) [final], v2.pdf" },
        { "attachment; filename=cv@home=1?.pdf; size=7", "cv@home=1?.pdf" },
        { "attachment; filename=Ada\"Ace\".pdf", "Ada\"Ace\".pdf" },
        { "attachment; filename=Ada \"Ace\"", "Ada \"Ace\"" },
        // Without anything else.
        { "filename=cv.pdf", "cv.pdf" },
        { "filename=\"cv.pdf\"", "cv.pdf" },
        { ";filename=cv.pdf", "cv.pdf" },
        { "attachment;;filename=cv.pdf;;", "cv.pdf" },
        { "attachment; filename=\"cv.pdf\";", "cv.pdf" },
        { "attachment; filename=cv.pdf;", "cv.pdf" },
        { "attachment; filename=\"cv.pdf\" ; ", "cv.pdf" },
        // Quotes that are not closed, or within the name.
        { "attachment; filename=\"my cv.pdf", "my cv.pdf" },
        { "attachment; filename=\"my cv.pdf; size=7", "my cv.pdf" },
        { "attachment; filename=\"", null },
        { "attachment; filename=\"a \"b\" c.pdf\"", "a \"b\" c.pdf" },
        { "attachment; filename=\"a\"; x=\"b\"", "a" },
        { "attachment; filename=\"a\"b; filename*=UTF-8''c", "c" },
        { "attachment; filename=\"a\\\\b.pdf\"", "b.pdf" },
        // The name of another parameter, also within quotes.
        { "attachment; xfilename=a; name=\"; filename=b\"; filename=c", "c" },
        { "attachment; filename2=a; filename*0=b", null },
        // A form that is not well formed.
        { "attachment; filename*=\"UTF-8''%C3%BC.pdf\"", "ü.pdf" },
        { "attachment; filename*=%C3%BC.pdf", "ü.pdf" },
        { "attachment; filename*=UTF-8'%C3%BC.pdf", "UTF-8'ü.pdf" },
        { "attachment; filename*=UTF-8''100%.pdf", "100%.pdf" },
        { "attachment; filename*=UTF-8''%4", "%4" },
        { "attachment; filename*=UTF-8''%zz%41.pdf", "%zzA.pdf" },
        { "attachment; filename*=UTF-8''%FC.pdf", "ü.pdf" },
        { "attachment; filename*=UTF-8''it's.pdf", "it's.pdf" },
        { "attachment; filename*=klingon''a.pdf", "a.pdf" },
        { "attachment; filename*=UTF-8''ü.pdf", "ü.pdf" },
        // One that says nothing does not hide another.
        { "attachment; filename*=; filename=cv.pdf", "cv.pdf" },
        { "attachment; filename*=UTF-8''; filename=cv.pdf", "cv.pdf" },
        { "attachment; filename*=UTF-8''dir%2F; filename=cv.pdf", "cv.pdf" },
        { "attachment; filename=\"cv.pdf\"; filename*=UTF-8''..", "cv.pdf" },
        { "attachment; filename=\"dir/\"; filename*=UTF-8''", null },
        // In the words of mail (RFC 2047).
        { "attachment; filename=\"=?utf-8?B?w7wgYi5wZGY=?=\"", "ü b.pdf" },
        { "attachment; filename==?UTF-8?b?w7wgYi5wZGY?=", "ü b.pdf" },
        { "attachment; filename=\"=?UTF-8?Q?=C3=BC_b.pdf?=\"", "ü b.pdf" },
        { "attachment; filename=\"=?ISO-8859-1?q?=FC=20b.pdf?=\"", "ü b.pdf" },
        { "attachment; filename=\"=?UTF-8?B?w7w=?= =?UTF-8?Q?.pdf?=\"", "ü.pdf" },
        { "attachment; filename=\"=?UTF-8?Q?100%41=zz?=\"", "100%41%zz" },
        { "attachment; filename=\"=?UTF-8?X?a?=\"", "=?UTF-8?X?a?=" },
        { "attachment; filename=\"=?UTF-8?B?*?=\"", "=?UTF-8?B?*?=" },
        { "attachment; filename=\"=?UTF-8?B?w7w=?= a\"", "=?UTF-8?B?w7w=?= a" },
        { "attachment; filename=\"=??=\"", "=??=" },
        // Bytes of UTF-8, which arrive as Latin-1; and Latin-1.
        { "attachment; filename=\"Ã¼ber.pdf\"", "über.pdf" },
        { "attachment; filename=Ã¼ber b.pdf", "über b.pdf" },
        { "attachment; filename=\"å±¥æ\u00ad\u00b4\u0000\"", "履歴" },
        { "attachment; filename=\"über.pdf\"", "über.pdf" },
        { "attachment; filename=\"履歴.pdf\"", "履歴.pdf" },
        { "attachment; filename=\"Ã¼履.pdf\"", "Ã¼履.pdf" },
        // A path.
        { "attachment; filename=\"../../etc/passwd\"", "passwd" },
        { "attachment; filename=\"C:\\dir\\cv.pdf\"", "cv.pdf" },
        { "attachment; filename*=UTF-8''..%2F..%5Cpasswd", "passwd" },
        { "attachment; filename=\"dir/\"", null },
        { "attachment; filename=\"..\"", null },
        { "attachment; filename=\".\"", null },
        { "attachment; filename=\" .. \"", null },
        { "attachment; filename=\"...\"", "..." },
        { "attachment; filename=\".cv\"", ".cv" },
        // Characters that cannot be seen.
        { "attachment; filename=\"a\u0000b\u001f\u007f\u0085.pdf\"", "ab.pdf" },
        { "attachment; filename*=UTF-8''a%0D%0AX:%20b.pdf", "aX: b.pdf" },
        { "attachment; filename*=UTF-8''cv%E2%80%AEfdp.exe", "cvfdp.exe" },
        { "attachment; filename*=UTF-8''%E2%80%8E%E2%80%8F%E2%80%AA%E2%80%AE%E2%81%A6%E2%81%A9%D8%9C", null },
        { "attachment; filename*=UTF-8''a%E2%80%A8%E2%80%A9b", "ab" },
        { "attachment; filename*=UTF-8''.%E2%80%AE.", null },
        // Joiners that words and emoji need, and the neighbors of those that are removed.
        { "attachment; filename*=UTF-8''%E2%80%8C%E2%80%8D%E2%80%90%E2%80%AF%E2%81%A5%E2%81%AA.pdf", "\u200c\u200d\u2010\u202f\u2065\u206a.pdf" },
        { "attachment; filename*=UTF-8''%20a%C2%A0%20", "a" },
        { "not a disposition; =", null },
        { "; ; = ; =a; filename ==", "=" },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void Find_Value_IsTheNameAlone(string disposition, string? name) => Assert.Equal(name, FileName.Find(disposition));

    /// <summary>As .NET hands on what a server really sends, in one header or in two.</summary>
    [Theory]
    [InlineData("Content-Disposition: attachment; filename=\"履歴書 ü.pdf\"\r\n", "履歴書 ü.pdf")]
    [InlineData("Content-Disposition: attachment; filename=履歴書 (1).pdf;\r\n", "履歴書 (1).pdf")]
    [InlineData("Content-Disposition: attachment\r\nContent-Disposition: attachment; filename=cv.pdf\r\n", "cv.pdf")]
    [InlineData("Content-Disposition: \r\n", null)]
    [InlineData("", null)]
    public async Task Download_FileNameOnTheWire_IsRead(string header, string? name)
    {
        byte[] head = Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n{header}\r\n");
        await using FaultServer server = FaultServer.Start([ReadRequest, Write(head)]);
        using var client = new StackOneAtsClient(new() { ApiKey = Harness.Key, AccountId = Harness.Account, BaseAddress = server.Address });

        await using StackOneDownload file = await client.Applications.DownloadDocumentAsync("a1", "d1");

        Assert.Equal(name, file.FileName);
    }
}
