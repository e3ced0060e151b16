using Kirana.Data.Feedback;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Recommend.Graphs;

namespace Kirana.Tests.Areas.Recommend.Graphs;

/// <summary>The filter by dense algebra in double, with every direction: what <see cref="GraphFilter"/> must agree with.</summary>
internal static class DenseFilter
{
    public static double[] Of(Interactions data, GraphFilter options)
    {
        var (users, items) = (data.UserCount, data.ItemCount);
        var weights = new double[users * items];
        for (var user = 0; user < users; user++)
            for (var e = 0; e < data.ItemsOf(user).Length; e++)
                weights[user * items + data.ItemsOf(user)[e]] += data.WeightsOf(user)[e];
        var activity = new double[users];
        var degrees = new double[items];
        for (var user = 0; user < users; user++)
            for (var item = 0; item < items; item++)
                if (weights[user * items + item] > 0)
                {
                    activity[user]++;
                    degrees[item]++;
                }

        var graph = new double[items * items];
        for (var user = 0; user < users; user++)
            for (var i = 0; i < items; i++)
                for (var j = 0; j < items; j++)
                    graph[i * items + j] += Math.Log2(1 + weights[user * items + i]) * Math.Log2(1 + weights[user * items + j])
                        / Math.Pow(Math.Max(1, activity[user]), options.ActivityDamping) / Math.Pow(Math.Max(1, degrees[i] * degrees[j]), options.PopularityDamping);

        var values = new double[items];
        Assert.True(SymmetricEigen.TryDecompose(graph, items, values));
        var filter = new double[items * items];
        for (var k = 0; k < items; k++)
        {
            if (values[k] < 1e-9)
                continue;
            var response = (double.IsFinite(options.Regularization) ? values[k] / (values[k] + options.Regularization * values[0]) : values[k] / values[0]) + options.Ideal;
            for (var i = 0; i < items; i++)
                for (var j = 0; j < items; j++)
                    filter[i * items + j] += response * graph[k * items + i] * graph[k * items + j]
                        * Math.Pow(degrees[i], -options.HistoryDamping) * Math.Pow(degrees[j], options.CandidatePopularity);
        }

        return filter;
    }
}
