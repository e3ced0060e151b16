using Kirana.Learn.Growth;
using Kirana.Learn.Splitting;

namespace Kirana.Tests.Foundation.Learn.Growth;

public sealed class DivisionPlanTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_leaf_larger_than_all_others_goes_to_all_threads(int threads)
    {
        List<Leaf> leaves = [Leaf(1_000), Leaf(1_000_000), Leaf(2_000), Leaf(1_500)];

        Assert.Equal(1, Plan(threads).Order(leaves));
        Assert.Equal([1_000_000, 2_000, 1_500, 1_000], leaves.Select(leaf => leaf.Count));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void As_many_equal_leaves_as_threads_go_side_by_side(int threads)
    {
        List<Leaf> leaves = [.. Enumerable.Range(0, threads).Select(_ => Leaf(100_000))];

        Assert.Equal(0, Plan(threads).Order(leaves));
    }

    [Fact]
    public void Of_equal_leaves_that_do_not_come_out_even_one_goes_to_all_threads() =>
        Assert.Equal(1, Plan(2).Order([Leaf(100_000), Leaf(100_000), Leaf(100_000)]));

    [Fact]
    public void A_leaf_that_is_not_worth_waiting_for_goes_to_one_thread() => Assert.Equal(0, Plan(2).Order([Leaf(100)]));

    [Fact]
    public void One_thread_divides_all_leaves_without_waiting() => Assert.Equal(0, Plan(1).Order([Leaf(1_000_000), Leaf(10)]));

    private static DivisionPlan Plan(int threads) => new(columns: 28, cells: 1_000, threads);

    /// <summary>A leaf whose best split sends half of the rows to each side.</summary>
    private static Leaf Leaf(int rows)
    {
        var (whole, half) = (Sums(rows), Sums(rows / 2));
        return new Leaf
        {
            Depth = 0, Start = 0, Count = rows, Path = [], Sums = whole,
            Best = new Split { Feature = 0, Gain = 1, Left = half, Right = half, LeftValue = 0, RightValue = 0 },
        };
    }

    private static LeafSums Sums(int rows) => new(0, rows, rows, double.NegativeInfinity, double.PositiveInfinity);
}
