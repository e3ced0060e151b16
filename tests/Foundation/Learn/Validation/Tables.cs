using Kirana.Data.Tables;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Validation;

/// <summary>Small tables the tests make.</summary>
internal static class Tables
{
    /// <summary>Two numbers and a category of which a number or one of some classes depends; the rest is noise.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="classes">The number of classes; 0 for a number.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="noise">The deviation of the noise.</param>
    public static TabularData Of(int rows, int classes = 0, ulong seed = 1, double noise = 1)
    {
        var random = new RandomStream(seed);
        var (x, z, shop, y) = (new double[rows], new double[rows], new int[rows], new double[rows]);
        for (var i = 0; i < rows; i++)
        {
            (x[i], z[i], shop[i]) = (random.NextGaussian(), random.NextGaussian(), random.Next(4));
            y[i] = x[i] + z[i] * z[i] + (shop[i] == 2 ? 1.5 : 0) + noise * random.NextGaussian();
        }

        Column target = classes == 0
            ? new NumberColumn("y", y)
            : new CategoryColumn("y", [.. y.Select(value => Math.Clamp((int)Math.Floor(value / 2 * classes / 2), 0, classes - 1))], Enumerable.Range(0, classes).Select(k => $"k{k}"));
        return new TabularData(new Table([new NumberColumn("x", x), new NumberColumn("z", z), new CategoryColumn("shop", shop, ["a", "b", "c", "d"]), target]), "y");
    }

    /// <summary>The numeric features alone.</summary>
    public static TabularData Numbers(this TabularData data) => new(data.Table.Select(["x", "z", "y"]), "y");

    /// <summary>Rows numbered in the column <c>id</c>, of groups of five or of hours, with a number to predict.</summary>
    public static TabularData Numbered(int rows, string? role = null)
    {
        double[] ids = [.. Enumerable.Range(0, rows).Select(i => (double)i)];
        var table = new Table([
            new NumberColumn("id", ids), new NumberColumn("y", ids), new NumberColumn("g", [.. ids.Select(i => Math.Floor(i / 5))]),
            new NumberColumn("mixed", [.. ids.Select(i => i % (rows / 5))]), new TimeColumn("when", [.. ids.Select(i => (long)i / 2)])]);
        return new TabularData(table, "y", group: role is "g" or "mixed" ? role : null, time: role is "when" ? role : null);
    }
}
