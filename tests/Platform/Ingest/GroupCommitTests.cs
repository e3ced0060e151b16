using System.Text;
using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Ingest;
using Kirana.Pipelines.Serving;
using Kirana.Tests.Platform.Serving;

namespace Kirana.Tests.Platform.Ingest;

public sealed class GroupCommitTests : IAsyncDisposable
{
    private static readonly int User = RecordKinds.Events.IndexOf("user");

    private readonly LiveShop _shop = LiveShop.Filled();
    private readonly ShopServing _serving;
    private readonly Intake _intake;
    private readonly SemaphoreSlim _gate = new(0);
    private readonly SemaphoreSlim _reached = new(0);

    public GroupCommitTests()
    {
        _serving = ShopServing.Open(_shop, TimeProvider.System);
        _intake = new Intake(_serving, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Release(1_000_000);
        await _intake.DisposeAsync();
        _serving.Dispose();
        _shop.Dispose();
    }

    [Fact]
    public async Task Sixty_four_callers_share_a_commit_and_one_that_fails_fails_alone()
    {
        HoldTheFirst(appends =>
        {
            if (Users(appends).Contains("poison", StringComparer.Ordinal))
                throw new DataException("The disk is full.") { Code = "disk-full" };
        });
        var first = Take("first");
        await _reached.WaitAsync();
        var others = Enumerable.Range(0, 63).Select(i => Take(i == 31 ? "poison" : $"caller{i}")).ToArray();
        Assert.Equal(64, _intake.Figures.WaitingRequests);
        _gate.Release();

        Assert.Equal(1, (await first).Added);
        for (var i = 0; i < others.Length; i++)
            if (i == 31)
                Assert.Equal("disk-full", (await Assert.ThrowsAsync<DataException>(() => others[31])).Code);
            else
                Assert.Equal(1, (await others[i]).Added);
        Assert.Equal(63, _intake.Figures.Stored);
        Assert.Equal(1, (await Take("later")).Added);
    }

    [Fact]
    public async Task Whatever_waits_goes_in_one_step()
    {
        var steps = new List<int>();
        HoldTheFirst(appends => steps.Add(appends.Count));
        var first = Take("first");
        await _reached.WaitAsync();
        var others = Enumerable.Range(0, 20).Select(i => Take($"caller{i}")).ToArray();
        _gate.Release();
        await Task.WhenAll([first, .. others]);
        Assert.Equal([1, 20], steps);
        Assert.Equal(2, _intake.Figures.Commits);
    }

    [Fact]
    public async Task A_request_given_up_while_it_waits_is_not_stored()
    {
        HoldTheFirst(_ => { });
        var first = Take("first");
        await _reached.WaitAsync();
        using var cancel = new CancellationTokenSource();
        var given = Take("given-up", cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        _gate.Release();
        await first;
        await Take("last");
        Assert.DoesNotContain(_shop.Snapshot(), one => one.User is "given-up");
        Assert.Equal(0, _intake.Figures.WaitingRecords);
    }

    [Fact]
    public async Task Too_much_waiting_is_refused_and_taken_later()
    {
        HoldTheFirst(_ => { });
        var first = Take("first");
        await _reached.WaitAsync();
        var many = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 90_000).Select(i => $$"""{"id":"m{{i}}","time":1,"kind":"search"}""" + "\n")).Replace("\"time\":1,", "\"time\":\"2020-01-01\",", StringComparison.Ordinal));
        var waiting = Enumerable.Range(0, 5).Select(_ => _intake.Take(RecordKinds.Events, many, CancellationToken.None)).ToArray();
        var refused = await Assert.ThrowsAsync<IntakeOverloadedException>(() => _intake.Take(RecordKinds.Events, many, CancellationToken.None));
        Assert.True(refused.Waiting >= 450_000);
        Assert.Equal(1, _intake.Figures.Refused);
        _gate.Release();
        var receipts = await Task.WhenAll(waiting);
        Assert.Equal(90_000, receipts.Sum(receipt => receipt.Added));
        await first;
        Assert.Equal(90_000, (await _intake.Take(RecordKinds.Events, many, CancellationToken.None)).AlreadyPresent);
    }

    [Fact]
    public async Task Closing_stores_what_waits_and_then_takes_nothing()
    {
        HoldTheFirst(_ => { });
        var first = Take("first");
        await _reached.WaitAsync();
        var second = Take("second");
        var closing = _intake.DisposeAsync();
        _gate.Release();
        await closing;
        Assert.Equal(1, (await first).Added);
        Assert.Equal(1, (await second).Added);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Take("third"));
    }

    [Fact]
    public async Task Many_callers_at_once_lose_and_double_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
                Assert.Equal(1, (await Take($"caller{caller}")).Added);
        })));
        Assert.Equal(64 * 20, _shop.Snapshot().Count(one => one.User!.StartsWith("caller", StringComparison.Ordinal)));
        Assert.Equal(64, _serving.FindUsers("caller", 100).Count(user => user.Weight == 20));
        Assert.Equal((64 * 20, 0), (_intake.Figures.Stored, _intake.Figures.WaitingRequests));
    }

    /// <summary>Lets the first append wait for the gate, and every one go through a check.</summary>
    private void HoldTheFirst(Action<IReadOnlyList<RecordAppend>> check)
    {
        var held = false;
        _shop.BeforeAppend = appends =>
        {
            if (!held)
            {
                held = true;
                _reached.Release();
                _gate.Wait();
            }

            check(appends);
        };
    }

    private static IEnumerable<string?> Users(IReadOnlyList<RecordAppend> appends) =>
        appends.SelectMany(append => append.Batch.Texts(User).Take(append.Batch.Count));

    private Task<IntakeReceipt> Take(string user, CancellationToken cancellation = default) => _intake.Take(
        RecordKinds.Events, Encoding.UTF8.GetBytes($$"""[{"id":"{{Guid.NewGuid()}}","time":"2026-05-01","kind":"purchase","user":"{{user}}","item":"tea1"}]"""), cancellation);
}
