using CsCheck;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Tests.Foundation.Numerics.Threading;

public class BlocksTests
{
    [Fact]
    public void Every_index_is_visited_once_in_fixed_blocks() =>
        Gen.Select(Gen.Int[0, 300], Gen.Int[1, 50], Gen.Int[1, 5]).Sample((count, blockSize, threads) =>
        {
            var visits = new int[count];
            Blocks.Run(count, blockSize, threads, CancellationToken.None, (block, start, end) =>
            {
                Assert.Equal(block * blockSize, start);
                Assert.Equal(Math.Min(count, start + blockSize), end);
                for (var i = start; i < end; i++)
                    Interlocked.Increment(ref visits[i]);
            });
            Assert.All(visits, visit => Assert.Equal(1, visit));
        });

    [Fact]
    public void Block_sums_are_the_same_bits_at_any_number_of_threads()
    {
        var values = Kernels.Samples.Vector<float>(10_000, 1);
        var expected = Sums(1);
        Assert.Equal(expected, Sums(2));
        Assert.Equal(expected, Sums(7));

        double[] Sums(int threads)
        {
            var sums = new double[10];
            Blocks.Run(values.Length, 1000, threads, CancellationToken.None, (block, start, end) => sums[block] = Sum.Of(values.AsSpan(start..end)));
            return sums;
        }
    }

    [Fact]
    public void One_thread_runs_inline_and_in_order()
    {
        var caller = Environment.CurrentManagedThreadId;
        var order = new List<int>();
        Blocks.Run(10, 3, 1, CancellationToken.None, (block, _, _) =>
        {
            Assert.Equal(caller, Environment.CurrentManagedThreadId);
            order.Add(block);
        });
        Assert.Equal([0, 1, 2, 3], order);
    }

    [Fact]
    public void Two_threads_work_at_the_same_time()
    {
        using var barrier = new Barrier(2);
        Blocks.Run(2, 1, 2, CancellationToken.None, (_, _, _) => Assert.True(barrier.SignalAndWait(TimeSpan.FromSeconds(30), CancellationToken.None)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_exception_comes_out_as_it_was_thrown_and_ends_the_run(int threads)
    {
        var begun = 0;
        var error = Assert.Throws<InvalidOperationException>(() =>
            Blocks.Run(100_000, 1, threads, CancellationToken.None, (block, _, _) =>
            {
                Interlocked.Increment(ref begun);
                throw new InvalidOperationException($"block {block}");
            }));
        Assert.StartsWith("block ", error.Message, StringComparison.Ordinal);
        Assert.InRange(begun, 1, threads);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Cancellation_comes_out_with_its_token(int threads)
    {
        using var source = new CancellationTokenSource();
        var begun = 0;
        var error = Assert.Throws<OperationCanceledException>(() =>
            Blocks.Run(100_000, 1, threads, source.Token, (_, _, _) =>
            {
                Interlocked.Increment(ref begun);
                source.Cancel();
            }));
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.InRange(begun, 1, threads);
    }

    [Fact]
    public void The_first_failed_block_is_told_of_whoever_came_first()
    {
        for (var run = 0; run < 200; run++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => Blocks.Run(64, 1, 3, CancellationToken.None, (block, _, _) =>
            {
                if (block is 7 or 30 or 50)
                    throw new InvalidOperationException($"block {block}");
            }));
            Assert.Equal("block 7", error.Message);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_worker_has_one_block_at_a_time_and_its_sums_add_up(int threads)
    {
        var (sums, busy) = (new long[threads], new int[threads]);
        Blocks.RunByWorker(10_000, 7, threads, CancellationToken.None, (worker, start, end) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref busy[worker]));
            for (var i = start; i < end; i++)
                sums[worker] += i;
            Interlocked.Decrement(ref busy[worker]);
        });
        Assert.Equal(9_999L * 10_000 / 2, sums.Sum());
    }

    [Fact]
    public void Nested_runs_end()
    {
        var visits = 0;
        Blocks.Run(50, 1, 4, CancellationToken.None, (_, _, _) =>
            Blocks.Run(50, 1, 4, CancellationToken.None, (_, _, _) => Interlocked.Increment(ref visits)));
        Assert.Equal(2500, visits);
    }

    [Fact]
    public void Runs_asked_for_at_once_by_many_callers_all_end()
    {
        var sums = new long[8];
        var callers = Enumerable.Range(0, sums.Length).Select(caller => new Thread(() =>
        {
            for (var run = 0; run < 300; run++)
                Blocks.Run(40, 1, 3, CancellationToken.None, (block, _, _) => Interlocked.Add(ref sums[caller], block));
        })).ToArray();
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());

        Assert.All(sums, sum => Assert.Equal(300 * 39 * 40 / 2, sum));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void No_more_threads_take_part_than_were_asked_for(int threads)
    {
        // The runs of more threads leave some behind that look out for work.
        for (var run = 0; run < 200; run++)
        {
            Blocks.Run(64, 1, 8, CancellationToken.None, (_, _, _) => Thread.SpinWait(50));
            var seen = new int[64];
            Blocks.Run(64, 1, threads, CancellationToken.None, (block, _, _) =>
            {
                seen[block] = Environment.CurrentManagedThreadId;
                Thread.SpinWait(50);
            });
            Assert.InRange(seen.Distinct().Count(), 1, threads);
        }
    }

    [Fact]
    public void A_run_that_failed_or_was_cancelled_leaves_the_next_ones_whole()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        for (var run = 0; run < 200; run++)
        {
            Assert.Throws<InvalidOperationException>(() =>
                Blocks.Run(64, 1, 3, CancellationToken.None, (block, _, _) => throw new InvalidOperationException($"block {block}")));
            Assert.Throws<OperationCanceledException>(() => Blocks.Run(64, 1, 3, source.Token, (_, _, _) => { }));
            var visits = 0;
            Blocks.Run(64, 1, 3, CancellationToken.None, (_, _, _) => Interlocked.Increment(ref visits));
            Assert.Equal(64, visits);
        }
    }

    [Fact]
    public void An_exception_of_an_inner_run_comes_out_of_the_outer_one()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            Blocks.Run(1, 1, 3, CancellationToken.None, (_, _, _) =>
                Blocks.Run(50, 1, 3, CancellationToken.None, (_, _, _) => Blocks.Run(50, 1, 3, CancellationToken.None, (block, _, _) =>
                {
                    if (block == 17)
                        throw new InvalidOperationException("the seventeenth");
                }))));
        Assert.Equal("the seventeenth", error.Message);
    }

    [Fact]
    public void Largest_range_has_no_overflow()
    {
        var last = 0;
        Blocks.Run(int.MaxValue, 1 << 30, 1, CancellationToken.None, (_, _, end) => last = end);
        Assert.Equal(int.MaxValue, last);
    }

    [Fact]
    public void Refuses_wrong_numbers()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Blocks.Run(-1, 1, 1, CancellationToken.None, (_, _, _) => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Blocks.Run(1, 0, 1, CancellationToken.None, (_, _, _) => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Blocks.Run(1, 1, 0, CancellationToken.None, (_, _, _) => { }));
        Assert.Throws<ArgumentNullException>(() => Blocks.Run(1, 1, 1, CancellationToken.None, null!));
        Assert.Throws<ArgumentNullException>(() => Blocks.RunByWorker(1, 1, 1, CancellationToken.None, null!));
    }
}
