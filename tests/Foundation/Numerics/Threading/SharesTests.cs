using CsCheck;
using Kirana.Numerics.Threading;

namespace Kirana.Tests.Foundation.Numerics.Threading;

public class SharesTests
{
    [Fact]
    public void Whoever_takes_gets_each_number_once() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[1, 6], Gen.Int[0, 5].Array[0, 400]).Sample((count, workers, takers) =>
        {
            var shares = new Shares(count, workers);
            var taken = new List<int>();
            foreach (var taker in takers)
                if (shares.TryTake(taker % workers, out var number))
                    taken.Add(number);
            while (shares.TryTake(0, out var number))
                taken.Add(number);
            Assert.Equal(Enumerable.Range(0, count), taken.Order());
        });

    [Fact]
    public void A_worker_takes_its_share_in_order_and_then_the_last_of_others()
    {
        var shares = new Shares(8, 2);
        Assert.Equal([4, 5, 6, 7, 3, 2, 1, 0], Enumerable.Range(0, 8).Select(_ => shares.TryTake(1, out var number) ? number : -1));
        Assert.False(shares.TryTake(0, out _));
    }

    [Fact]
    public void Threads_that_take_at_once_get_each_number_once()
    {
        var (shares, taken) = (new Shares(100_000, 3), new int[100_000]);
        var threads = Enumerable.Range(0, 3).Select(worker => new Thread(() =>
        {
            while (shares.TryTake(worker, out var number))
                Interlocked.Increment(ref taken[number]);
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(taken, times => Assert.Equal(1, times));
    }
}
