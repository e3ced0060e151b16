using CsCheck;
using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Resampling;

namespace Kirana.Tests.Foundation.Learn.Resampling;

public sealed class FoldsTests
{
    [Fact]
    public void Every_row_is_held_out_once_and_each_class_is_spread_evenly() => Gen.Select(Gen.Int[0, 3].Array[5, 80], Gen.Int[2, 5], Gen.ULong).Sample((classes, folds, seed) =>
    {
        var all = Folds.Stratified(classes, folds, seed);
        Assert.Equal(Enumerable.Range(0, classes.Length), all.SelectMany(fold => fold.Held).Order());
        foreach (var fold in all)
        {
            Assert.Equal(Enumerable.Range(0, classes.Length), fold.Train.Concat(fold.Held).Order());
            Assert.InRange(fold.Held.Length, classes.Length / folds, classes.Length / folds + 1);
            for (var k = 0; k < 4; k++)
            {
                var share = classes.Count(c => c == k) / folds;
                Assert.InRange(fold.Held.Count(row => classes[row] == k), share, share + 1);
            }
        }
    }, iter: 200);

    [Fact]
    public void Groups_stay_whole_and_folds_are_of_like_size()
    {
        var groups = new CategoryColumn("shop", [.. Enumerable.Range(0, 200).Select(i => i * i % 23)], [.. Enumerable.Range(0, 23).Select(i => $"s{i}")]);
        var data = new TabularData(new Table([new NumberColumn("x", new float[200]), new NumberColumn("y", new float[200]), groups]), target: "y", group: "shop");
        var all = Folds.Of(data, 4);

        Assert.Equal(200, all.Sum(fold => fold.Held.Length));
        Assert.All(all, fold => Assert.Empty(fold.Train.Select(row => groups.Codes[row]).Intersect(fold.Held.Select(row => groups.Codes[row]))));
        Assert.All(all, fold => Assert.InRange(fold.Held.Length, 35, 65));
    }

    [Fact]
    public void Folds_of_groups_have_about_their_share_of_each_class()
    {
        // A tenth of 120 shops hold nearly all rows of the rare class: folds by size alone miss it.
        var shops = Enumerable.Range(0, 1_200).Select(i => i % 120).ToArray();
        int[] classes = [.. shops.Select((shop, i) => shop % 10 == 0 && i / 120 % 3 == 0 ? 2 : i % 2)];
        var data = new TabularData(
            new Table([new NumberColumn("x", new float[1_200]), new CategoryColumn("y", classes, ["a", "b", "rare"]), new CategoryColumn("shop", shops, [.. Enumerable.Range(0, 120).Select(i => $"s{i}")])]), target: "y", group: "shop");
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var all = Folds.Of(data, 5, FoldKind.Automatic, seed);
            Assert.All(all, fold => Assert.Empty(fold.Train.Select(row => shops[row]).Intersect(fold.Held.Select(row => shops[row]))));
            foreach (var fold in all)
                for (var k = 0; k < 3; k++)
                {
                    var (own, share) = (fold.Held.Count(row => classes[row] == k), classes.Count(c => c == k) / 5.0);
                    Assert.InRange(own, 0.75 * share, 1.25 * share);
                }
        }
    }

    [Fact]
    public void Time_folds_never_train_on_the_future()
    {
        var times = Enumerable.Range(0, 100).Select(i => (long)(i * 37 % 101)).ToArray();
        var data = new TabularData(new Table([new NumberColumn("y", new float[100]), new TimeColumn("when", times)]), target: "y", time: "when");
        var all = Folds.Of(data, 4);

        Assert.Equal([20, 40, 60, 80], all.Select(fold => fold.Train.Length));
        Assert.All(all, fold => Assert.True(fold.Train.Max(row => times[row]) <= fold.Held.Min(row => times[row])));
    }

    [Fact]
    public void Refuses_what_cannot_be_parted()
    {
        var data = new TabularData(new Table([new NumberColumn("y", new float[3])]), target: "y");
        Assert.Equal("too-few-rows", Assert.Throws<DataException>(() => Folds.Of(data, 4)).Code);
        Assert.Throws<ArgumentOutOfRangeException>(() => Folds.Of(data, 1));
        foreach (var kind in new[] { FoldKind.Grouped, FoldKind.Stratified, FoldKind.Time })
            Assert.Throws<ArgumentException>(() => Folds.Of(data, 2, kind));
        var rows = Examples.Regression(10) with { GroupSizes = [4, 6] };
        Assert.Equal([6], rows.Take([4, 5, 6, 7, 8, 9]).GroupSizes);
        Assert.Equal("bad-group", Assert.Throws<DataException>(() => rows.Take([3, 4, 5, 6, 7, 8, 9])).Code);
    }
}
