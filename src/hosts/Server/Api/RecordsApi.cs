using Kirana.Data;
using Kirana.Operate.Access;
using Kirana.Operate.Records;
using Kirana.Server.Api.Answers;
using Kirana.Server.Api.Bodies;
using Kirana.Server.Api.OpenApi;
using Kirana.Server.Api.Problems;
using Kirana.Server.Api.Queries;

namespace Kirana.Server.Api;

/// <summary>Records as they arrive, and the deletion of a person.</summary>
/// <param name="shop">The shop.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="options">The clock.</param>
internal sealed class RecordsApi(ServedShop shop, BodyReader bodies, KiranaOptions options) : IApi
{
    private static readonly QueryParameter Person = new("id", QueryKind.Id, "The user's id.") { Required = true, Example = "12346" };

    // An erasure rewrites files; they follow one another, and callers wait in line rather than in threads.
    private readonly SemaphoreSlim _erasing = new(1);

    /// <inheritdoc/>
    public string Subject => "records";

    /// <inheritdoc/>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        .. RecordKinds.All.Select(Post),
        new("DELETE", "/v1/users", AccessScope.Write, Delete)
        {
            Operation = "deleteUser", Summary = "Deletes a person.",
            Description = "Every event and user record of the user and every quarantined line that names the user, in one durable step. "
                + "Afterwards no file of the shop holds them and no list knows of them. Deleting nobody is no error.",
            Parameters = [Person], Type = ServerJson.Web.DeletionAnswer, Example = """{"user":"12346","deleted":34}""", Problems = [409, 503],
        },
    ];

    private ApiRoute Post(RecordKind kind) => new("POST", $"/v1/{kind.Name}", AccessScope.Write, call => Take(call, kind))
    {
        Operation = $"send{char.ToUpperInvariant(kind.Name[0])}{kind.Name[1..]}", Summary = $"Takes {kind.Name}.",
        Description = "A JSON array of objects, or one object a line. Answers after the records are safe on disk. What has an id may be sent again; "
            + "it is kept once. A record that breaks its contract is set aside with its reason and does not hinder the others. Unknown fields are kept.",
        Body = RecordExamples.Shape(kind), Status = 202, Type = ServerJson.Web.IntakeReceipt, Example = RecordExamples.Receipt, Problems = [408, 413, 415, 503],
    };

    private async Task Take(ApiCall call, RecordKind kind)
    {
        using var deadline = bodies.Deadline();
        using var body = await bodies.Read(call.Http, takesLines: true, deadline.Token);
        var intake = shop.Intake;
        var begun = shop.Metrics.BeginIntake();
        long stored = 0, rejected = 0;
        var failed = true;
        try
        {
            var receipt = await intake.Take(kind, body.Memory, deadline.Token);
            (stored, rejected, failed) = (receipt.Added, receipt.RejectedCount, false);
            shop.Disk.Worked();
            await call.Json(receipt, ServerJson.Web.IntakeReceipt);
        }
        catch (DataException data) when (Faults.Explain(data).Status == 503)
        {
            shop.Disk.Failed(data.Code, options.Clock.GetUtcNow());
            throw;
        }
        finally
        {
            shop.Metrics.EndIntake(begun, stored, rejected, failed);
        }
    }

    private async Task Delete(ApiCall call)
    {
        var user = call.Query.Id(Person)!;
        await _erasing.WaitAsync(call.Gone);
        try
        {
            var deleted = await Task.Run(() => shop.Shop.Records.Erase(user), CancellationToken.None);
            // The answer is a promise: no list knows of the person any more.
            shop.Serving.Refresh();
            await call.Json(new DeletionAnswer(user, deleted), ServerJson.Web.DeletionAnswer);
        }
        catch (InvalidOperationException busy)
        {
            throw new ProblemException(new Problem(409, "import-under-way", busy.Message, "Delete again when the import is done.") { RetryAfter = 5 });
        }
        finally
        {
            _erasing.Release();
        }
    }
}
