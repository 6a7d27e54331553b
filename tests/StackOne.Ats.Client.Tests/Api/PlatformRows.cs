using System.Net;
using StackOne.Ats.Client.Models;
using static StackOne.Ats.Client.Tests.Api.OperationRow;

namespace StackOne.Ats.Client.Tests.Api;

/// <summary>The operations of the Platform API, which have no account and no envelopes.</summary>
internal static class PlatformRows
{
    internal const string Account =
        $$"""
        {"id":"acc_9","provider":"greenhouse","provider_name":"Greenhouse","status":"expired","status_reasons":[{"code":"c","timestamp":"{{Time}}"}],
        "origin_owner_id":"o1","origin_owner_name":"Example","credentials":{"user":"x"},"created_at":"{{Time}}","updated_at":"{{Time}}",
        "type":"production","shared":false,"categories":["ats"]}
        """;

    private const string Session =
        $$"""
        "id":12345678901,"organization_id":17,"project_id":"p1","origin_owner_id":"o1","origin_owner_name":"Example","created_at":"{{Time}}",
        "latest_connection_attempt":{"id":[1],"created_at":"{{Time}}","updated_at":"{{Time}}","status":"authenticated"}
        """;

    internal static Dictionary<string, OperationRow> All { get; } = new()
    {
        ["stackone_list_linked_accounts"] = new(
            "GET",
            "/accounts",
            [
                "origin_owner_id=o 1",
                "origin_owner_ids=a",
                "origin_owner_ids=b,c",
                "providers=greenhouse",
                "account_ids=acc_9",
                "status=expired",
                "status=new_status",
                "page=1",
                "page_size=7",
            ],
            null,
            HttpStatusCode.OK,
            $"[{Account}]",
            async client => Read(await FirstAsync(client.Accounts.ListAsync(new()
            {
                PageSize = 7,
                OriginOwnerId = "o 1",
                OriginOwnerIds = ["a", "b,c"],
                Providers = ["greenhouse"],
                AccountIds = ["acc_9"],
                Statuses = [LinkedAccountStatusValue.Expired, "new_status"],
            }))),
            ("acc_9", LinkedAccountStatusValue.Expired, At, AccountTypeValue.Production, "x")),
        ["stackone_get_account"] = new(
            "GET",
            "/accounts/acc%2F9",
            [],
            null,
            HttpStatusCode.OK,
            Account,
            async client => Read(await client.Accounts.GetAsync("acc/9")),
            ("acc_9", LinkedAccountStatusValue.Expired, At, AccountTypeValue.Production, "x")),
        ["stackone_update_account"] = Write(
            "PATCH",
            "/accounts/acc_9",
            """{"origin_owner_name":"New","secrets":{"key":"k"},"label":"Berlin","metadata":null,"type":"test"}""",
            200,
            Account,
            client => client.Accounts.UpdateAsync("acc_9", new()
            {
                OriginOwnerName = "New",
                Secrets = new() { ["key"] = "k" },
                Label = "Berlin",
                Type = AccountTypeValue.Test,
                SetToNull = [nameof(LinkedAccountUpdateRequest.Metadata)],
            }),
            account => account.Id,
            "acc_9"),
        ["stackone_delete_account"] = Write(
            "DELETE",
            "/accounts/acc_9",
            null,
            200,
            Account,
            client => client.Accounts.DeleteAsync("acc_9"),
            account => account.Id,
            "acc_9"),
        ["stackone_create_connect_session"] = Write(
            "POST",
            "/connect_sessions",
            """
            {"origin_owner_id":"o1","origin_owner_name":"Example","categories":["ats","hris-legacy"],"account_id":"acc_9","expires_in":600,"metadata":{"k":1},"multiple":true}
            """,
            201,
            $$"""{{{Session}},"token":"t1","auth_link_url":"https://example.com/t1"}""",
            client => client.ConnectSessions.CreateAsync(new()
            {
                OriginOwnerId = "o1",
                OriginOwnerName = "Example",
                Categories = [AccountCategoryValue.Ats, AccountCategoryValue.HrisLegacy],
                AccountId = "acc_9",
                ExpiresInSeconds = 600,
                Metadata = new() { ["k"] = 1 },
                Multiple = true,
            }),
            link => (link.Id!.Value, link.OrganizationId, link.Token, link.AuthLinkUrl),
            (12345678901L, "17", "t1", "https://example.com/t1")),
        ["stackone_get_connect_session"] = new(
            "GET",
            "/connect_sessions/12345678901",
            [],
            null,
            HttpStatusCode.OK,
            $"{{{Session}}}",
            async client => Read(await client.ConnectSessions.GetAsync(12345678901)),
            (12345678901L, "17", ConnectionAttemptStatusValue.Authenticated, "[1]")),
        ["stackone_authenticate_connect_session"] = Write(
            "POST",
            "/connect_sessions/authenticate",
            """{"token":"t1"}""",
            201,
            $"{{{Session}}}",
            client => client.ConnectSessions.AuthenticateAsync(new() { Token = "t1" }),
            Read,
            (12345678901L, "17", ConnectionAttemptStatusValue.Authenticated, "[1]")),
    };

    /// <summary>The first item of a list, for which one page is fetched.</summary>
    private static async Task<T> FirstAsync<T>(StackOnePageable<T> list)
    {
        await using IAsyncEnumerator<T> items = list.GetAsyncEnumerator();
        return await items.MoveNextAsync() ? items.Current : throw new InvalidOperationException("The list is empty.");
    }

    private static object Read(LinkedAccount account) => (
        account.Id,
        account.Status!.Value,
        account.StatusReasons!.Single().Timestamp!.Value,
        account.Type!.Value,
        account.Credentials!["user"]!.GetValue<string>());

    private static object Read(ConnectSession session) => (
        session.Id!.Value,
        session.OrganizationId,
        session.LatestConnectionAttempt!.Status!.Value,
        session.LatestConnectionAttempt.Id!.ToJsonString());
}
