using System.Collections.Concurrent;
using Kirana.Numerics.Threading;

namespace Kirana.Tests.Foundation.Numerics.Threading;

public class SeatsTests
{
    [Fact]
    public void Whoever_is_handed_nothing_gets_up()
    {
        var seats = new Seats(1);
        Assert.Null(seats.Next());
        Assert.Equal(0, seats.Hand(Run(), 1));
        Assert.Null(seats.Next());
    }

    [Fact]
    public void Where_no_seat_is_left_nobody_looks_out() => Assert.Null(new Seats(0).Next());

    [Fact]
    public void Every_run_that_was_handed_is_taken_up_by_exactly_one()
    {
        const int Runs = 500;
        var seats = new Seats(2);
        var taken = new ConcurrentBag<BlockRun>();
        var isOver = false;
        var threads = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref isOver) || taken.Count < Runs)
                if (seats.Next() is { } run)
                    taken.Add(run);
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());

        var handed = new List<BlockRun>();
        while (handed.Count < Runs)
        {
            var run = Run();
            if (seats.Hand(run, 1) == 1)
                handed.Add(run);
            else
                Thread.Yield();
        }

        Volatile.Write(ref isOver, true);
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(Runs, taken.Count);
        Assert.Equal(handed.ToHashSet(), taken.ToHashSet());
    }

    private static BlockRun Run() => new(1, 1, 1, (_, _, _, _) => { }, CancellationToken.None);
}
