using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Linear;
using Kirana.Learn.Preparation;
using Kirana.Learn.Resampling;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Preparation;

public sealed class PreparingLearnerTests : IDisposable
{
    private static readonly TablePreparation s_all = TablePreparation.Of(
        new RedundantColumns(), new Imputation(), new TargetEncoding { Columns = ["city"] }, new Scaling(), new OneHotEncoding { MostColumns = 4 });

    private readonly string _folder = Directory.CreateTempSubdirectory("kirana-preparation-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nothing_of_held_out_rows_can_change_what_a_fold_teaches(int seed)
    {
        var data = Shop(160, (ulong)seed);
        var learner = new PreparingLearner<LogisticModel>(s_all, new LogisticRegression());
        foreach (var fold in Folds.Of(data, 4, seed: (ulong)seed))
        {
            var expected = learner.Fit(data.Take(fold.Train), FitContext.Default);
            var other = Spoilt(data, fold.Held);
            var found = learner.Fit(other.Take(fold.Train), FitContext.Default);

            Assert.Equal(Bytes(expected), Bytes(found));
            Assert.Equal(Probabilities(expected, data.Table), Probabilities(found, data.Table));
        }
    }

    [Fact]
    public void What_a_model_can_do_is_told_by_its_type()
    {
        var data = Shop(120, 1);
        Assert.IsType<PreparedBinaryClassifier<LogisticModel>>(new PreparingLearner<LogisticModel>(s_all, new LogisticRegression()).Fit(data, FitContext.Default));
        var number = new TabularData(data.Table.Select(["price", "city", "stock"]), "stock");
        var plain = TablePreparation.For(number);
        Assert.IsType<PreparedRegressor<LinearModel>>(new PreparingLearner<LinearModel>(plain, new LinearRegression()).Fit(number, FitContext.Default));
        Assert.IsType<PreparedRanker<BoostedTrees>>(new PreparingLearner<BoostedTrees>(plain, new GradientBoosting { Trees = 3 }).Fit(number, FitContext.Default));
        var cities = new TabularData(data.Table.Select(["price", "stock", "city"]), "city");
        Assert.IsType<PreparedMulticlassClassifier<Forest>>(new PreparingLearner<Forest>(TablePreparation.For(cities), new RandomForest { Trees = 3 }).Fit(cities, FitContext.Default));
    }

    [Fact]
    public void Answers_are_those_of_the_inner_model_about_prepared_rows()
    {
        var data = Shop(300, 2);
        var model = new PreparingLearner<LogisticModel>(s_all, new LogisticRegression()).Fit(data, FitContext.Default);
        var prepared = new float[data.RowCount * model.Preparation.Width];
        model.Preparation.Prepare(model.Encode(data.Table), prepared);
        var expected = new float[data.RowCount];
        model.Model.PredictProbability(prepared, expected);

        Assert.Equal(expected, Probabilities(model, data.Table));
        var both = new float[2 * data.RowCount];
        ((IMulticlassClassifier)model).PredictProbabilities(model.Encode(data.Table), both);
        Assert.Equal(expected[7], both[15]);
        Assert.Equal(["price", "empty", "stock", "city", "colour"], model.Schema.Columns.Select(column => column.Name));
        Assert.Throws<ArgumentException>(() => ((IBinaryClassifier)model).PredictProbability(new float[4]));
    }

    [Fact]
    public void A_prediction_allocates_nothing()
    {
        var data = Shop(100, 3);
        var model = (IBinaryClassifier)new PreparingLearner<LogisticModel>(s_all, new LogisticRegression()).Fit(data, FitContext.Default);
        var row = ((ITableModel)model).Encode(data.Table).AsSpan(0, 5).ToArray();
        model.PredictProbability(row);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            model.PredictProbability(row);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_file_keeps_the_steps_and_the_model()
    {
        var data = Shop(150, 4);
        var path = Path.Combine(_folder, "model");
        var model = new PreparingLearner<LogisticModel>(s_all, new LogisticRegression()).Fit(data, FitContext.Default);
        model.Save(path, LogisticModel.ModelKind, LogisticModel.ModelVersion, (inner, writer) => inner.Save(writer));
        var found = PreparedModel<LogisticModel>.Load(path, LogisticModel.Load);

        Assert.Equal(Probabilities(model, data.Table), Probabilities(found, data.Table));
        Assert.Equal(Bytes(model), Bytes(found));
        Assert.Equal(model.Preparation.PreparedNames, found.Preparation.PreparedNames);
        using var reader = ModelReader.Open(path);
        Assert.Equal(LogisticModel.ModelKind, PreparedModelFile.InnerKind(reader));
        Assert.Equal("bad-model", Assert.Throws<DataException>(() => PreparedModel<CartTree>.Load(path, CartTree.Load)).Code);
    }

    [Fact]
    public void Validation_rows_are_prepared_as_the_training_rows_were()
    {
        var (data, valid) = (Shop(300, 5), Shop(100, 6));
        var boosting = new GradientBoosting { Trees = 40, EarlyStoppingRounds = 5 };
        var model = new PreparingLearner<BoostedTrees>(s_all, boosting).Fit(data, new FitContext { Validation = valid, Threads = 1 });
        Assert.InRange(model.Model.Trees.Count, 1, 39);
    }

    [Fact]
    public void Rows_of_weight_0_leave_no_trace()
    {
        var data = Shop(100, 7);
        var weights = new float[100];
        Array.Fill(weights, 1);
        weights.AsSpan(0, 10).Clear();
        var weighted = new TabularData(new Table([.. Spoilt(data, [.. Enumerable.Range(0, 10)]).Table.Columns, new NumberColumn("w", weights)]), "bought", "w");
        int[] counted = [.. Enumerable.Range(10, 90)];
        var plain = new TabularData(new Table([.. data.Table.Columns, new NumberColumn("w", weights)]), "bought", "w").Take(counted);
        var learner = new PreparingLearner<LogisticModel>(s_all, new LogisticRegression());
        Assert.Equal(Bytes(learner.Fit(plain, FitContext.Default)), Bytes(learner.Fit(weighted, FitContext.Default)));
    }

    /// <summary>A table with gaps, a category of one row, and a constant.</summary>
    internal static TabularData Shop(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        var (price, stock, empty) = (new float[rows], new double[rows], new float[rows]);
        var (city, colour, bought) = (new int[rows], new int[rows], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            (price[row], stock[row]) = ((float)(10 + random.NextGaussian()), random.Next(50));
            (city[row], colour[row]) = (random.Next(9), random.Next(8) - 1);
            bought[row] = price[row] + 0.3 * city[row] + random.NextGaussian() > 11 ? 1 : 0;
            if (random.Next(7) == 0)
                price[row] = float.NaN;
        }

        city[rows / 2] = 9;
        return new TabularData(new Table(
        [
            new NumberColumn("price", price), new NumberColumn("empty", empty), new NumberColumn("stock", stock),
            new CategoryColumn("city", city, [.. Enumerable.Range(0, 10).Select(i => $"city {i}")]), new CategoryColumn("colour", colour, ["red", "tan", "blue", "grey", "pink", "black", "white"]),
            new CategoryColumn("bought", bought, ["no", "yes"]),
        ]), "bought");
    }

    /// <summary>The table with other values, texts and targets in some rows, its texts coded in another order.</summary>
    private static TabularData Spoilt(TabularData data, int[] rows)
    {
        var chosen = rows.ToHashSet();
        return new TabularData(new Table(data.Table.Columns.Select(Column (column) => column switch
        {
            NumberColumn numbers => new NumberColumn(numbers.Name, [.. Enumerable.Range(0, numbers.Count).Select(row => chosen.Contains(row) ? 1e6 + row : numbers[row])]),
            CategoryColumn target when string.Equals(target.Name, "bought", StringComparison.Ordinal) =>
                new CategoryColumn(target.Name, [.. Enumerable.Range(0, target.Count).Select(row => chosen.Contains(row) ? 1 - target.Codes[row] : target.Codes[row])], target.Levels),
            CategoryColumn texts => new CategoryColumn(
                texts.Name, [.. Enumerable.Range(0, texts.Count).Select(row => chosen.Contains(row) ? 0 : texts.Codes[row] < 0 ? -1 : texts.Levels.Count - texts.Codes[row])], ["spoilt", .. texts.Levels.Reverse()]),
            _ => column,
        })), data.Target!.Name);
    }

    private static float[] Probabilities(PreparedModel<LogisticModel> model, Table table)
    {
        var probabilities = new float[table.RowCount];
        ((IBinaryClassifier)model).PredictProbability(model.Encode(table), probabilities);
        return probabilities;
    }

    private byte[] Bytes(PreparedModel<LogisticModel> model)
    {
        var path = Path.Combine(_folder, "bytes");
        model.Save(path, LogisticModel.ModelKind, LogisticModel.ModelVersion, (inner, writer) => inner.Save(writer));
        return File.ReadAllBytes(path);
    }
}
