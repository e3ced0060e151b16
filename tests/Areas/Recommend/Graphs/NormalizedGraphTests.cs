using Kirana.Data.Fitting;
using Kirana.Recommend.Graphs;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Sparse;

namespace Kirana.Tests.Areas.Recommend.Graphs;

public sealed class NormalizedGraphTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    public void Signals_go_through_users_whether_they_reach_few_or_all(int length)
    {
        const int First = 5;
        const int Width = 16;
        var graph = new NormalizedGraph(SparseRows.Merged(MadeData.Grouped()), activityDamping: 1, popularityDamping: 0.5);
        var signals = SignalsOf(length);

        var actual = new float[graph.ItemCount * Width];
        graph.AddProduct(signals, First, Width, 3, actual);

        for (var s = 0; s < Width; s++)
        {
            var signal = new float[graph.ItemCount];
            for (var i = 0; i < length; i++)
                signal[signals.ItemsOf(First + s)[i]] = 3 * signals.SimilaritiesOf(First + s)[i];
            var expected = graph.ToItems(graph.ToUsers(signal, 1, FitContext.Default), 1, FitContext.Default);
            for (var item = 0; item < graph.ItemCount; item++)
                Assert.Equal(expected[item], actual[item * Width + s], 1e-4f);
        }
    }

    private static NeighborLists SignalsOf(int length)
    {
        var items = Enumerable.Range(0, 40).Select(s => Enumerable.Range(0, length).Select(i => (7 * s + i) % 40).ToArray()).ToArray();
        var sizes = items.Select(own => own.Select(item => 0.5f + item % 3).ToArray()).ToArray();
        return NeighborLists.Of(items, sizes);
    }
}
