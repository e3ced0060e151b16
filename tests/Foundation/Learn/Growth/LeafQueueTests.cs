using Kirana.Learn.Growth;
using Kirana.Learn.Splitting;

namespace Kirana.Tests.Foundation.Learn.Growth;

public sealed class LeafQueueTests
{
    private readonly LeafQueue _queue = new(LeafOrder.ByStart);

    [Fact]
    public void Leaves_come_in_order_however_they_were_added_and_however_many()
    {
        for (var i = 0; i < 200; i++)
            _queue.Add(Leaf(start: i * 37 % 200, depth: 0));
        Assert.Equal(Enumerable.Range(0, 200), _queue.ToArray().Select(leaf => leaf.Start));
    }

    [Fact]
    public void A_leaf_is_taken_from_any_place_and_the_others_stay_in_order()
    {
        foreach (var start in (int[])[3, 1, 4, 0, 2])
            _queue.Add(Leaf(start, depth: 0));
        Assert.Equal(2, _queue.Take(2).Start);
        Assert.Equal(0, _queue.Take(0).Start);
        Assert.Equal(4, _queue.Take(_queue.Count - 1).Start);
        Assert.Equal([1, 3], _queue.ToArray().Select(leaf => leaf.Start));
    }

    [Fact]
    public void Of_leaves_that_none_comes_before_the_first_added_is_first()
    {
        foreach (var depth in (int[])[0, 1, 2])
            _queue.Add(Leaf(start: 5, depth));
        Assert.Equal([0, 1, 2], _queue.ToArray().Select(leaf => leaf.Depth));
    }

    [Fact]
    public void A_cleared_queue_is_empty_and_may_be_filled_again()
    {
        _queue.Add(Leaf(start: 1, depth: 0));
        _queue.Clear();
        Assert.Equal(0, _queue.Count);
        _queue.Add(Leaf(start: 2, depth: 0));
        Assert.Equal(2, _queue[0].Start);
    }

    private static Leaf Leaf(int start, int depth) => new()
    {
        Depth = depth, Start = start, Count = 1, Path = [], Sums = new LeafSums(0, 1, 1, double.NegativeInfinity, double.PositiveInfinity),
    };
}
