using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Linear;
using Kirana.Learn.Preparation;
using Kirana.Numerics.Random;
using static Kirana.Tests.Foundation.Learn.Preparation.PreparationGolden;

namespace Kirana.Tests.Foundation.Learn.Preparation;

public sealed class NumberStepTests
{
    [Fact]
    public void Bins_hold_the_numbers_that_the_references_do()
    {
        var data = new TabularData(Numeric("rows").Table.Select(["f0", "f1", "y"]), "y");
        AssertSame(Numbers("bins"), Prepared(data, new QuantileBinning { Bins = 6 }));
    }

    [Fact]
    public void Bins_may_be_categories_and_gaps_stay()
    {
        float[] x = [1, 2, 3, 4, 5, 6, 7, 8, float.NaN];
        var data = new TabularData(new Table([new NumberColumn("x", x), new NumberColumn("y", x)]), "y");
        var fitted = TablePreparation.Of(new QuantileBinning { Bins = 2, AsCategories = true }, new OneHotEncoding()).Fit(data, FitContext.Default);
        Assert.Equal(["x=below 4.5", "x=from 4.5", "x=(missing)"], fitted.PreparedNames);
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], Prepared(fitted, new Table([new NumberColumn("x", [-100f, 100, float.NaN])])));
        var constant = new TabularData(new Table([new NumberColumn("x", [3f, 3, 3]), new NumberColumn("y", [1f, 2, 3])]), "y");
        Assert.Equal([0, 0, 0], Prepared(constant, new QuantileBinning()));
    }

    [Fact]
    public void Ordinal_codes_are_the_references_or_follow_the_order_given()
    {
        AssertSame(Numbers("ordinal"), Prepared(Colours(), new OrdinalEncoding()));
        var sizes = new TabularData(new Table([new CategoryColumn("size", [0, 1, 2, 3, -1], ["L", "S", "M", "?"]), new NumberColumn("y", new float[5])]), "y");
        var step = new OrdinalEncoding { Orders = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["size"] = ["S", "M", "L"] } };
        Assert.Equal([2, 0, 1, float.NaN, float.NaN], Prepared(sizes, step));
    }

    [Fact]
    public void Products_stand_behind_their_factors()
    {
        var data = new TabularData(new Table([new NumberColumn("a", [2f, 3]), new NumberColumn("b", [5f, float.NaN]), new NumberColumn("c", [7f, 1]), new NumberColumn("y", [1f, 2])]), "y");
        var fitted = TablePreparation.Of(new Interactions { Squares = true, Columns = ["a", "b"] }).Fit(data, FitContext.Default);
        Assert.Equal(["a", "b", "c", "a × a", "a × b", "b × b"], fitted.PreparedNames);
        Assert.Equal([2, 5, 7, 4, 10, 25, 3, float.NaN, 1, 9, float.NaN, float.NaN], Prepared(fitted, data.Table));
        Assert.Equal("too-many-columns", Assert.Throws<DataException>(() => TablePreparation.Of(new Interactions { MostProducts = 2 }).Fit(data, FitContext.Default)).Code);
    }

    [Fact]
    public void Regressions_restore_what_other_columns_determine()
    {
        var random = new RandomStream(8);
        var (a, b, sum, cells) = (new double[400], new double[400], new double[400], new double[400]);
        for (var row = 0; row < 400; row++)
        {
            (a[row], b[row]) = (random.NextGaussian(), 50 + 10 * random.NextGaussian());
            cells[row] = sum[row] = 2 * a[row] - 0.3 * b[row];
            if (row % 4 == 0)
                cells[row] = double.NaN;
            else if (row % 4 == 1)
                a[row] = double.NaN;
        }

        var data = new TabularData(new Table([new NumberColumn("a", a), new NumberColumn("b", b), new NumberColumn("sum", cells), new NumberColumn("y", sum)]), "y");
        var fitted = TablePreparation.Of(new IterativeImputation { Penalty = 1e-6, Rounds = 60 }).Fit(data, FitContext.Default);
        var rows = Prepared(fitted, data.Table);
        Assert.Equal(["a", "b", "sum", "a is missing", "sum is missing"], fitted.PreparedNames);
        for (var row = 0; row < 400; row++)
        {
            Assert.Equal(Math.Clamp(sum[row], cells.Where(double.IsFinite).Min(), cells.Where(double.IsFinite).Max()), rows[row * 5 + 2], 1e-2);
            Assert.Equal(row % 4 == 1 ? 1 : 0, rows[row * 5 + 3]);
        }

        Assert.All(Prepared(fitted, new Table([new NumberColumn("a", [float.NaN]), new NumberColumn("b", [float.PositiveInfinity]), new NumberColumn("sum", [float.NaN])])), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Odd_columns_are_imputed_by_regressions_too()
    {
        var data = new TabularData(new Table([new NumberColumn("none", [float.NaN, float.NaN, float.NaN]), new NumberColumn("one", [float.NaN, 2, float.NaN]), new NumberColumn("same", [4f, 4, float.NaN]), new NumberColumn("y", [1f, 2, 3])]), "y");
        Assert.Equal([0, 2, 4, 1, 0, 0, 2, 4, 0, 0, 0, 2, 4, 1, 1], Prepared(data, new IterativeImputation()));
    }

    [Fact]
    public void Texts_that_were_never_seen_have_numbers_and_like_texts_have_like_numbers()
    {
        var data = new TabularData(new Table([new CategoryColumn("title", [0, 1, -1], ["red wool scarf", "steel bicycle bell"]), new NumberColumn("x", [1f, 2, 3]), new NumberColumn("y", [1f, 2, 3])]), "y");
        var fitted = new TablePreparation([]) { Texts = [new TextHashing("title") { Width = 64 }] }.Fit(data, FitContext.Default);
        Assert.Equal(65, fitted.Features);
        Assert.Equal(["title", "x"], fitted.Schema.Columns.Select(column => column.Name));
        Assert.Equal(["title#0", "title#63", "x"], [fitted.PreparedNames[0], fitted.PreparedNames[63], fitted.PreparedNames[64]]);

        var rows = Prepared(fitted, new Table([new CategoryColumn("title", [0, 1, 2], ["Red Woollen Scarves", "RED WOOL SCARF!", "bell"]), new NumberColumn("x", [0f, 0, 0])]));
        var known = Prepared(fitted, data.Table);
        Assert.Equal(known[..64], rows[65..129]);
        Assert.InRange(Dot(known.AsSpan(0, 64), rows.AsSpan(0, 64)), 0.4, 0.99);
        Assert.InRange(Dot(known.AsSpan(0, 64), rows.AsSpan(130, 64)), -0.3, 0.3);
        Assert.Equal(1, Dot(rows.AsSpan(130, 64), rows.AsSpan(130, 64)), 1e-6);
        Assert.All(known[130..194], value => Assert.Equal(0, value));

        static double Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
        {
            var sum = 0.0;
            for (var i = 0; i < one.Length; i++)
                sum += (double)one[i] * other[i];
            return sum;
        }
    }

    [Fact]
    public void Words_are_hashed_one_by_one_and_in_runs()
    {
        var hashing = new TextHashing("t") { Width = 4_096, Words = true, Least = 1, Most = 2 };
        var values = new float[4_096];
        hashing.Hash("one two three", values);
        Assert.Equal(5, values.Count(value => value != 0));
        hashing.Hash(null, values);
        Assert.All(values, value => Assert.Equal(0, value));
        Assert.Throws<ArgumentException>(() => hashing.Hash("one", new float[3]));
        Assert.Contains("Most is 2", Assert.Throws<ArgumentException>(() => (hashing with { Least = 3 }).Hash("one", values)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_every_step_predicts_the_same_when_it_is_read_again()
    {
        var shop = PreparingLearnerTests.Shop(200, 9);
        var preparation = new TablePreparation(
        [
            new RedundantColumns(), new IterativeImputation { Columns = ["price"] }, new OrdinalEncoding { Columns = ["colour"] }, new Imputation(), new QuantileBinning { Columns = ["stock"], AsCategories = true },
            new TargetEncoding { Columns = ["stock"] }, new Scaling(), new Interactions { Columns = ["price", "stock"] },
        ])
        { Texts = [new TextHashing("city") { Width = 8 }] };
        var model = new PreparingLearner<LogisticModel>(preparation, new LogisticRegression()).Fit(shop, FitContext.Default);
        var writer = new ModelWriter(PreparedModelFile.ModelKind, 1, 1);
        model.Save(writer, LogisticModel.ModelKind, LogisticModel.ModelVersion, (inner, part) => inner.Save(part));
        using var reader = ModelReader.Parse(writer.ToArray(), "memory");
        var found = PreparedModel<LogisticModel>.Load(reader, LogisticModel.Load);

        var (expected, answers) = (new float[200], new float[200]);
        ((IBinaryClassifier)model).PredictProbability(model.Encode(shop.Table), expected);
        ((IBinaryClassifier)found).PredictProbability(found.Encode(shop.Table), answers);
        Assert.Equal(expected, answers);
        Assert.Equal(model.Schema.ToJson(), found.Schema.ToJson());
    }
}
