using CsCheck;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.Trees;

namespace Kirana.Tests.Foundation.Learn.Trees;

public sealed class CategoricalTreeTests
{
    /// <summary>Of all sets of categories that may go left, with missing values on either side, none gains more.</summary>
    [Fact]
    public void Parts_categories_as_well_as_any_set_would() => Gen.Select(Gen.Int[0, 5].Array[4, 30], Gen.Int[0, 9].Array[30], Gen.Bool).Sample((codes, values, counts) =>
    {
        float[] targets = [.. codes.Select((_, i) => (float)values[i] + 0.25f)];
        var criterion = counts ? SplitCriterion.Poisson : SplitCriterion.Squared;
        var model = new DecisionTree { MaxDepth = 1, Criterion = criterion }.Fit(Examples.Of([[.. codes.Select(c => c == 5 ? float.NaN : c)]], targets, true), [], FitContext.Default);

        var best = 0.0;
        for (var set = 1; set < 64; set++)
        {
            var own = set;
            best = Math.Max(best, Impurity(criterion, targets) - Impurity(criterion, [.. targets.Where((_, i) => (own >> codes[i] & 1) != 0)])
                - Impurity(criterion, [.. targets.Where((_, i) => (own >> codes[i] & 1) == 0)]));
        }

        Assert.Equal(best, model.Tree.Gain[0], 1e-6 * Math.Max(1, best));
    }, iter: 200);

    [Fact]
    public void The_median_tree_finds_the_cut_of_least_distance() => Gen.Select(Gen.Int[0, 7].Array[2, 25], Gen.Int[-9, 9].Array[25], Gen.Int[1, 3].Array[25]).Sample((x, y, w) =>
    {
        float[] column = [.. x.Select(v => v == 7 ? float.NaN : v)];
        float[] targets = [.. x.Select((_, i) => (float)y[i])];
        var rows = Examples.Of([column], targets) with { Weights = [.. x.Select((_, i) => (float)w[i])] };
        var model = new DecisionTree { MaxDepth = 1, Criterion = SplitCriterion.Absolute }.Fit(rows, [], FitContext.Default);

        double Distance(IEnumerable<int> own) => Enumerable.Range(-9, 19).Min(median => own.Sum(i => w[i] * Math.Abs((double)y[i] - median)));
        var all = Enumerable.Range(0, x.Length).ToArray();
        var best = 0.0;
        for (var cut = 0; cut <= 7; cut++)
            foreach (var missingLeft in new[] { false, true })
            {
                bool Left(int i) => x[i] == 7 ? missingLeft : x[i] < cut;
                best = Math.Max(best, Distance(all) - Distance(all.Where(Left)) - Distance(all.Where(i => !Left(i))));
            }

        Assert.Equal(best, model.Tree.Gain[0], 1e-9);
        Assert.Equal(Distance(all), model.Risks[0] * model.Tree.Cover[0], 1e-9);
    }, iter: 300);

    [Fact]
    public void Text_names_the_levels_and_the_picture_escapes_them()
    {
        var table = new Table([new CategoryColumn("a<b", [0, 1, 2, 0, 1, 2], ["x", "y", "z&"]), new NumberColumn("y", [1f, 5f, 1f, 1f, 5f, 1f])]);
        var model = new DecisionTree().Fit(new TabularData(table, target: "y"), FitContext.Default);

        Assert.Equal(["if a<b in {y}: 5 (2 rows)", "if a<b not in {y} or missing: 1 (4 rows)"], model.ToRules());
        Assert.Equal(5, model.Predict(model.Encode(table.Take([1]))));
        var svg = System.Xml.Linq.XDocument.Parse(model.ToSvg());
        Assert.Equal(3, svg.Descendants().Count(element => element.Name.LocalName is "rect"));
        Assert.Contains(svg.Descendants(), element => string.Equals(element.Value, "a<b in {y}", StringComparison.Ordinal));
        Assert.Equal(2, svg.Descendants().Count(element => element.Name.LocalName is "line"));
    }

    [Fact]
    public void A_file_keeps_the_tree_and_its_pruning()
    {
        var model = new DecisionTree { MinRowsPerLeaf = 5 }.Fit(Examples.Classes(300), ["a", "b", "c"], FitContext.Default);
        var writer = new ModelWriter(CartTree.ModelKind, 1, 1);
        model.Save(writer);
        var bytes = writer.ToArray();
        var loaded = CartTree.Load(ModelReader.Parse(bytes, "model"));

        Assert.Equal(model.ToText(), loaded.ToText());
        Assert.Equal(model.PruningPath(), loaded.PruningPath());
        var again = new ModelWriter(CartTree.ModelKind, 1, 1);
        loaded.Save(again);
        Assert.Equal(bytes, again.ToArray());
        for (var at = 0; at < bytes.Length; at += 101)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 0x41;
            Assert.Throws<Kirana.Data.DataException>(() => CartTree.Load(ModelReader.Parse(damaged, "model")));
        }
    }

    private static double Impurity(SplitCriterion criterion, float[] targets)
    {
        if (targets.Length == 0)
            return 0;
        var mean = targets.Average(t => (double)t);
        return criterion == SplitCriterion.Squared ? targets.Sum(t => (t - mean) * (t - mean)) : targets.Sum(t => t > 0 ? t * Math.Log(t / mean) : 0);
    }
}
