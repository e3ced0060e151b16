using CsCheck;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;
using Kirana.Tests.Platform.Recommend;

namespace Kirana.Tests.Platform.Serving;

/// <summary>Every accepted event counts exactly once, whatever is read and swapped meanwhile.</summary>
public sealed class SwapTests
{
    private static readonly DateTimeOffset Now = TinyShop.Start.AddDays(120);

    [Fact]
    public void What_another_process_adds_is_served_after_a_refresh()
    {
        using var shop = LiveShop.Filled();
        using var serving = ShopServing.Open(shop, TimeProvider.System);
        shop.Elsewhere("newcomer", "tool3");
        Assert.True(serving.Refresh());
        Assert.False(serving.Recommend("newcomer", new RecommendOptions()).Degraded);
        Assert.Equal(1, serving.State.Version.Records);
        Assert.False(serving.Refresh());
    }

    [Fact]
    public void Own_events_need_no_reading()
    {
        using var shop = LiveShop.Filled();
        using var serving = ShopServing.Open(shop, TimeProvider.System);
        for (var i = 0; i < 50; i++)
        {
            serving.Append([Batches.Event($"own{i}", "tea1", Now)]);
            Assert.False(serving.Refresh());
        }

        Assert.Equal(1, shop.Readings);
    }

    [Fact]
    public void A_change_elsewhere_between_own_events_is_noticed()
    {
        using var shop = LiveShop.Filled();
        using var serving = ShopServing.Open(shop, TimeProvider.System);
        serving.Append([Batches.Event("own", "tea1", Now)]);
        shop.Elsewhere("other", "tool1");
        serving.Append([Batches.Event("own", "tea2", Now)]);
        Assert.True(serving.Refresh());
        Assert.Equal(1, Weight(serving, "other"));
        Assert.Equal(2, Weight(serving, "own"));
    }

    [Fact]
    public void An_event_accepted_while_the_records_are_read_is_neither_lost_nor_counted_twice()
    {
        using var shop = LiveShop.Filled();
        using var serving = ShopServing.Open(shop, TimeProvider.System);
        serving.Append([Batches.Event("own", "tea1", Now)]);
        shop.Elsewhere("other", "tool1");
        shop.AfterReading = () => serving.Append([Batches.Event("own", "tea2", Now)]);
        Assert.True(serving.Refresh());
        shop.AfterReading = null;
        Assert.Equal(2, Weight(serving, "own"));
        Assert.DoesNotContain(serving.Recommend("own", new RecommendOptions { Count = 100 }).Items, item => item.Id is "tea1" or "tea2");
    }

    [Fact]
    public void Any_order_of_own_events_others_and_refreshes_ends_with_the_same_counts() =>
        Gen.Int[0, 3].Array[1, 40].Sample(steps =>
        {
            using var shop = LiveShop.Filled();
            using var serving = ShopServing.Open(shop, TimeProvider.System);
            var random = steps.Length;
            foreach (var step in steps)
                switch (step)
                {
                    case 0:
                        serving.Append([Batches.Event($"user{random++ % 3}", "tea1", Now)]);
                        break;
                    case 1:
                        shop.Elsewhere($"user{random++ % 3}", "tea2");
                        break;
                    case 2:
                        serving.Erase($"user{random++ % 3}");
                        break;
                    default:
                        shop.AfterReading = () => serving.Append([Batches.Event($"user{random++ % 3}", "tea3", Now)]);
                        serving.Refresh();
                        shop.AfterReading = null;
                        break;
                }

            serving.Refresh();
            for (var user = 0; user < 3; user++)
                Assert.Equal(shop.Snapshot().Count(one => string.Equals(one.User, $"user{user}", StringComparison.Ordinal)), Weight(serving, $"user{user}"));
        }, iter: 300, threads: 1);

    [Fact]
    public async Task Readers_never_fail_and_see_their_own_events_while_states_are_swapped()
    {
        using var shop = LiveShop.Filled();
        using var serving = ShopServing.Open(shop, TimeProvider.System);
        var options = new RecommendOptions { Count = 100 };
        var stop = false;
        var swapping = Task.Run(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                shop.Elsewhere("elsewhere", "tea1");
                serving.Refresh();
            }
        });

        var readers = Enumerable.Range(0, 8).Select(reader => Task.Run(() =>
        {
            for (var item = 0; item < 15; item++)
            {
                var bought = $"tool{item}";
                serving.Append([Batches.Event($"reader{reader}", bought, Now)]);
                var list = serving.Recommend($"reader{reader}", options);
                var ids = list.Items.Select(one => one.Id).ToArray();
                Assert.False(list.Degraded);
                Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
                Assert.All(Enumerable.Range(0, item + 1), earlier => Assert.DoesNotContain($"tool{earlier}", ids));
                Assert.Equal(30 - item - 1, ids.Length);
            }
        })).ToArray();
        await Task.WhenAll(readers);
        Volatile.Write(ref stop, true);
        await swapping;
        serving.Refresh();
        Assert.All(Enumerable.Range(0, 8), reader => Assert.Equal(15, Weight(serving, $"reader{reader}")));
    }

    [Fact]
    public void Many_own_events_are_taken_into_the_histories_without_reading_the_shop()
    {
        using var shop = LiveShop.Filled();
        using var serving = ShopServing.Open(shop, TimeProvider.System);
        var many = Enumerable.Range(0, 33_000).Select(i => Batches.Event($"many{i % 100}", $"tea{i % 15}", Now.AddSeconds(i))).ToArray();
        foreach (var chunk in many.Chunk(1000))
            serving.Append(chunk);
        Assert.True(serving.Refresh());
        Assert.Equal(1, shop.Readings);
        Assert.Equal(33, serving.State.Version.Records);
        Assert.Equal(330, Weight(serving, "many7"));
        Assert.Equal("customer0", serving.FindUsers("customer0", 1)[0].Id);
        Assert.False(serving.Refresh());
        serving.Append([Batches.Event("many7", "tool1", Now)]);
        Assert.Equal(331, Weight(serving, "many7"));
    }

    [Fact]
    public async Task Watching_ends_when_it_is_cancelled()
    {
        using var shop = LiveShop.Filled();
        using var serving = ShopServing.Open(shop, TimeProvider.System);
        using var cancel = new CancellationTokenSource();
        var swapped = new TaskCompletionSource();
        using var reaction = serving.WhenSwapped(_ => swapped.TrySetResult());
        var watch = serving.Watch(cancel.Token);
        shop.Elsewhere("other", "tea1");
        await swapped.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await cancel.CancelAsync();
        await watch.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>The events the directory counts, and whether lists count the same.</summary>
    private static long Weight(ShopServing serving, string user) =>
        serving.FindUsers(user, 1000).FirstOrDefault(match => string.Equals(match.Id, user, StringComparison.Ordinal))?.Weight ?? 0;
}
