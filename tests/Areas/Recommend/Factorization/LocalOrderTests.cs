using Kirana.Recommend.Factorization;
using Kirana.Recommend.Sparse;

namespace Kirana.Tests.Areas.Recommend.Factorization;

public sealed class LocalOrderTests
{
    [Fact]
    public void Users_of_one_group_come_to_stand_side_by_side()
    {
        // Two groups that share nothing, in turn.
        var rows = SparseRows.Merged(MadeData.Of(6, [0, 2], [1, 3], [2, 4], [3, 5], [0, 4], [1, 5]));
        var order = LocalOrder.Of(rows);
        Assert.Equal(1, order.Rows.Zip(order.Rows.Skip(1)).Count(pair => pair.First % 2 != pair.Second % 2));
        Assert.Equal(1, order.Columns.Zip(order.Columns.Skip(1)).Count(pair => pair.First % 2 != pair.Second % 2));
    }

    [Fact]
    public void An_order_changes_places_and_nothing_else()
    {
        var rows = SparseRows.Merged(MadeData.Grouped(users: 50, items: 30));
        var order = LocalOrder.Of(rows);
        var reordered = rows.Reordered(order.Rows, order.Columns);
        Assert.Equal(Enumerable.Range(0, 50), order.Rows.Order());
        for (var place = 0; place < 50; place++)
        {
            int[] columns = reordered.ColumnsOf(place).ToArray();
            Assert.Equal(columns.Order(), columns);
            var before = rows.ColumnsOf(order.Rows[place]).ToArray().Zip(rows.ValuesOf(order.Rows[place]).ToArray());
            var after = columns.Select(column => order.Columns[column]).Zip(reordered.ValuesOf(place).ToArray());
            Assert.Equal(before.OrderBy(pair => pair.First), after.OrderBy(pair => pair.First));
        }

        var vectors = order.Columns.SelectMany(column => new float[] { column, -column }).ToArray();
        Assert.Equal(Enumerable.Range(0, 30).SelectMany(column => new float[] { column, -column }), order.RestoreColumns(vectors, 2));
    }
}
