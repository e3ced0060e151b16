using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Boosting;

namespace Kirana.Tests.Foundation.Learn.Boosting;

public sealed class TabularTests
{
    private static readonly string[] s_colours = ["red", "green", "blue", "grey"];

    private static readonly TableColumns<(int Id, string? Colour, double Size, string Label, double Price)> s_columns = new TableColumns<(int Id, string? Colour, double Size, string Label, double Price)>()
        .Category("colour", r => r.Colour).Number("size", r => r.Size).Category("label", r => r.Label).Number("price", r => r.Price).Number("query", r => r.Id / 10);

    private static readonly GradientBoosting s_small = new() { Trees = 30, LearningRate = 0.3, MinRowsPerLeaf = 2 };

    [Fact]
    public void Learns_classes_from_records_and_names_them()
    {
        IEstimator<BoostedTrees> learner = s_small;
        var data = new TabularData(Table.From(Records(400), s_columns).Select(["colour", "size", "label"]), target: "label");
        var model = learner.Fit(data, FitContext.Default);

        Assert.Equal(["large", "red-ish", "small"], model.Labels);
        Assert.Equal(["colour", "size"], model.FeatureNames);
        var probabilities = new float[3];
        model.PredictProbabilities(model.Encode(Table.From([(0, "red", 5.0, "", 0)], s_columns)), probabilities);
        Assert.InRange(probabilities[1], 0.9f, 1);
    }

    [Fact]
    public void Two_labels_are_a_probability_of_the_second_and_a_number_is_a_number()
    {
        var table = Table.From(Records(400).Where(r => r.Label is not "large"), s_columns);
        var classes = s_small.Fit(new TabularData(table.Select(["colour", "size", "label"]), target: "label"), FitContext.Default);
        var prices = s_small.Fit(new TabularData(table.Select(["colour", "size", "price"]), target: "price"), FitContext.Default);

        Assert.Equal(("logistic", "squared"), (classes.Objective, prices.Objective));
        Assert.InRange(classes.PredictProbability(classes.Encode(Table.From([(0, "blue", 1.0, "", 0)], s_columns))), 0.9f, 1);
        Assert.Equal(3 * 4 + 1, prices.Predict(prices.Encode(Table.From([(0, "blue", 4.0, "", 0)], s_columns))), 2f);
    }

    [Fact]
    public void Is_the_same_model_after_a_file_of_its_own()
    {
        var data = new TabularData(Table.From(Records(100), s_columns).Select(["colour", "size", "price"]), target: "price");
        var model = s_small.Fit(data, FitContext.Default);
        var path = Path.GetTempFileName();
        try
        {
            model.Save(path);
            Assert.Equal(model.ToBytes(), BoostedTrees.Load(path).ToBytes());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Knows_texts_by_their_levels_whatever_their_codes_elsewhere()
    {
        var data = new TabularData(Table.From(Records(400), s_columns).Select(["colour", "size", "price"]), target: "price");
        var model = s_small.Fit(data, FitContext.Default);
        var reversed = Table.From(Records(400).Reverse(), s_columns);

        var (there, back) = (model.Encode(data.Table), model.Encode(reversed));
        for (var i = 0; i < 400; i++)
            Assert.Equal(there.AsSpan(2 * i, 2).ToArray(), back.AsSpan(2 * (399 - i), 2).ToArray());
        Assert.True(float.IsNaN(model.Encode(Table.From([(0, "mauve", 4.0, "", 0)], s_columns))[0]));

        var bytes = model.ToBytes();
        var loaded = BoostedTrees.Load(ModelReader.Parse(bytes, "model"));
        Assert.Equal(bytes, loaded.ToBytes());
        Assert.Equal(there, loaded.Encode(data.Table));
    }

    [Fact]
    public void Stops_early_on_the_contexts_validation_rows_and_continues_from_a_model()
    {
        TabularData Data(int skip) => new(Table.From(Records(900).Skip(skip).Take(300), s_columns).Select(["colour", "size", "price"]), target: "price");
        var context = new FitContext { Validation = Data(300) };
        var stopped = (s_small with { Trees = 500, EarlyStoppingRounds = 5 }).Fit(Data(0), context);
        Assert.InRange(stopped.Rounds, 1, 400);

        var whole = s_small.Fit(Data(0), FitContext.Default);
        var part = (s_small with { Trees = 11 }).Fit(Data(0), FitContext.Default);
        Assert.Equal(whole.ToBytes(), s_small.Continue(part, Data(0), FitContext.Default).ToBytes());
        Assert.Throws<ArgumentException>(() => (s_small with { Trees = 3 }).Continue(part, Data(0), FitContext.Default));
    }

    [Fact]
    public void Refuses_tables_that_cannot_be_learnt_from()
    {
        var table = Table.From(Records(50), s_columns);
        Assert.Throws<ArgumentException>(() => s_small.Fit(new TabularData(table), FitContext.Default));
        Assert.Equal("bad-group", Code(new TabularData(Table.From(Records(50).Concat(Records(5)), s_columns), target: "price", group: "query")));
        Assert.Equal("no-features", Code(new TabularData(table.Select(["price"]), target: "price")));
        Assert.Equal("no-rows", Code(new TabularData(Table.From([], s_columns), target: "price")));
        Assert.Equal("wrong-kind", Code(new TabularData(new Table([new TimeColumn("when", [1, 2]), new NumberColumn("y", [1f, 2f])]), target: "y")));
        Assert.Equal("bad-target", Code(new TabularData(new Table([new NumberColumn("x", [1f, 2f]), new CategoryColumn("y", [0, -1], ["a"])]), target: "y")));
        var model = s_small.Fit(new TabularData(table.Select(["colour", "size", "price"]), target: "price"), FitContext.Default);
        Assert.Equal("missing-column", Assert.Throws<DataException>(() => model.Encode(table.Select(["size"]))).Code);

        static string Code(TabularData data) => Assert.Throws<DataException>(() => s_small.Fit(data, FitContext.Default)).Code;
    }

    private static IEnumerable<(int Id, string? Colour, double Size, string Label, double Price)> Records(int count) =>
        Enumerable.Range(0, count).Select(i =>
        {
            var colour = i % 9 == 0 ? null : s_colours[i * 7 % 4];
            var size = i * 37 % 100 / 10.0;
            var label = colour is "red" ? "red-ish" : size > 5 ? "large" : "small";
            return (i, colour, size, label, 3 * size + (colour is "blue" ? 1 : 0));
        });
}
