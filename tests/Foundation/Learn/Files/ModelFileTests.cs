using Kirana.Data;
using Kirana.Data.Csv;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Trees;

namespace Kirana.Tests.Foundation.Learn.Files;

public sealed class ModelFileTests : IDisposable
{
    private static readonly string s_frozen = Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "models");
    private static readonly string[] s_colours = ["red", "green", "blue"];

    private readonly string _folder = Directory.CreateTempSubdirectory("kirana-test-").FullName;

    public static TheoryData<string> Kinds => [BoostedTrees.ModelKind, Forest.ModelKind, CartTree.ModelKind];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_saved_model_is_loaded_with_its_columns_labels_and_predictions(string kind)
    {
        var path = Path.Combine(_folder, "model");
        var (data, saved) = (Colours(), Fit(kind, Colours()));
        Save(saved, path);
        // A file that is there is replaced as a whole, and nothing else is left.
        Save(saved, path);
        Assert.Equal(["model"], Directory.GetFiles(_folder).Select(Path.GetFileName));
        var loaded = Load(kind, path);
        Assert.Equal(saved.Labels, loaded.Labels);
        Assert.Equal([("colour", ColumnKind.Category), ("size", ColumnKind.Double)], loaded.Schema.Columns);
        Assert.Equal(Shares(saved, data.Table), Shares(loaded, data.Table));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_file_names_its_columns_to_readers_that_know_nothing_of_trees(string kind)
    {
        var path = Path.Combine(_folder, "model");
        Save(Fit(kind, Colours()), path);
        using var reader = ModelReader.Open(path);
        Assert.Equal([("colour", ColumnKind.Category), ("size", ColumnKind.Double)], Schema.Parse(reader.Schema).Columns);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_that_was_cut_or_changed_is_refused_by_its_name(string kind)
    {
        var path = Path.Combine(_folder, "model");
        Save(Fit(kind, Colours()), path);
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length; at += 211)
        {
            Refused(bytes[..at]);
            byte[] flipped = [.. bytes];
            flipped[at] ^= (byte)(1 << at % 8);
            Refused(flipped);
        }

        void Refused(byte[] file)
        {
            File.WriteAllBytes(path, file);
            var fault = Assert.Throws<DataException>(() => Load(kind, path));
            Assert.Equal(("bad-model", path), (fault.Code, fault.File));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_model_of_another_kind_is_refused(string kind)
    {
        var path = Path.Combine(_folder, "model");
        Save(Fit(kind, Colours()), path);
        foreach (var other in new[] { BoostedTrees.ModelKind, Forest.ModelKind, CartTree.ModelKind }.Except([kind]))
            Assert.Contains($"'{kind}'", Assert.Throws<DataException>(() => Load(other, path)).Message);
    }

    [Fact]
    public void A_quantile_forest_has_a_file_of_its_own_as_well()
    {
        var path = Path.Combine(_folder, "model");
        var table = new Table([new NumberColumn("size", [.. Enumerable.Range(0, 80).Select(row => row * 37 % 50 / 4.0)]), new NumberColumn("price", [.. Enumerable.Range(0, 80).Select(row => row * 37 % 50 + row % 7.0)])]);
        var saved = new QuantileRegressionForest().Fit(new TabularData(table, "price"), FitContext.Default);
        saved.Save(path);
        var (one, other) = (new float[1], new float[1]);
        var row = saved.Forest.Encode(table).AsSpan(0, saved.Features);
        saved.PredictQuantiles(row, [0.9], one);
        QuantileForest.Load(path).PredictQuantiles(row, [0.9], other);
        Assert.Equal(one, other);
    }

    /// <summary>A feature of a name that another one has could not be found in a table.</summary>
    [Fact]
    public void Two_features_of_one_name_are_refused()
    {
        var path = Path.Combine(_folder, "model");
        using (var reader = ModelReader.Open(Path.Combine(s_frozen, "cart-tree-1.safetensors")))
        {
            var writer = new ModelWriter(CartTree.ModelKind, 1, 1);
            writer.AddStrings("feature_name", ["size", "size"]);
            writer.Add("feature_categorical", reader.Bytes("feature_categorical")[..2]);
            writer.Add("feature_levels", [0, 0]);
            writer.AddStrings("level", []);
            writer.AddStrings("label", []);
            writer.Save(path);
        }

        Assert.Contains("distinct names", Assert.Throws<DataException>(() => CartTree.Load(path)).Message);
    }

    /// <summary>Files of the first layout, of before models described their own columns, and one with the description of kirana learn.</summary>
    [Theory]
    [InlineData("boosted-trees", BoostedTrees.ModelKind)]
    [InlineData("forest", Forest.ModelKind)]
    [InlineData("cart-tree", CartTree.ModelKind)]
    [InlineData("learned", BoostedTrees.ModelKind)]
    public void A_file_of_the_first_layout_still_predicts_the_same(string name, string kind)
    {
        var model = Load(kind, Path.Combine(s_frozen, name + "-1.safetensors"));
        using var lines = new CsvReader(File.OpenRead(Path.Combine(s_frozen, "rows.csv")), "rows.csv");
        var rows = TableReader.Read(lines);
        var shares = Shares(model, rows);
        for (var row = 0; row < rows.RowCount; row++)
            for (var k = 0; k < model.Labels.Count; k++)
                Assert.Equal((float)rows.Numbers($"{name}:{model.Labels[k]}")[row], shares[row * model.Labels.Count + k]);
    }

    /// <summary>Files of the first layout of models that hold others.</summary>
    [Theory]
    [InlineData("prepared")]
    [InlineData("stacked")]
    public void A_file_of_the_first_layout_with_models_inside_still_predicts_the_same(string kind)
    {
        using var reader = ModelReader.Open(Path.Combine(s_frozen, kind + "-1.safetensors"));
        var model = TableModelForm.All.Single(form => string.Equals(form.Kind, kind, StringComparison.Ordinal)).Load(reader);
        using var lines = new CsvReader(File.OpenRead(Path.Combine(s_frozen, "composites.csv")), "composites.csv");
        var rows = TableReader.Read(lines);
        var shares = Shares(model, rows);
        for (var row = 0; row < rows.RowCount; row++)
            for (var k = 0; k < 3; k++)
                Assert.Equal((float)rows.Numbers($"{kind}:{model.Labels[k]}")[row], shares[row * 3 + k]);
    }

    private static TabularData Colours()
    {
        int[] codes = [.. Enumerable.Range(0, 120).Select(row => row * 7 % 3)];
        double[] sizes = [.. Enumerable.Range(0, 120).Select(row => row % 17 == 3 ? double.NaN : row * 37 % 50 / 4.0)];
        int[] labels = [.. Enumerable.Range(0, 120).Select(row => (codes[row] + (sizes[row] > 6 ? 1 : 0)) % 3)];
        return new TabularData(new Table([new CategoryColumn("colour", codes, s_colours), new NumberColumn("size", sizes), new CategoryColumn("grade", labels, ["a", "b", "c"])]), "grade");
    }

    private static ITableModel Fit(string kind, TabularData data) => kind switch
    {
        BoostedTrees.ModelKind => new GradientBoosting { Trees = 3, MinRowsPerLeaf = 2 }.Fit(data, FitContext.Default),
        Forest.ModelKind => new RandomForest { Trees = 3 }.Fit(data, FitContext.Default),
        _ => new DecisionTree().Fit(data, FitContext.Default),
    };

    private static void Save(ITableModel model, string path)
    {
        if (model is BoostedTrees boosted)
            boosted.Save(path);
        else if (model is Forest forest)
            forest.Save(path);
        else
            ((CartTree)model).Save(path);
    }

    private static ITableModel Load(string kind, string path) => kind switch
    {
        BoostedTrees.ModelKind => BoostedTrees.Load(path),
        Forest.ModelKind => Forest.Load(path),
        _ => CartTree.Load(path),
    };

    private static float[] Shares(ITableModel model, Table table)
    {
        var shares = new float[table.RowCount * model.Labels.Count];
        ((IMulticlassClassifier)model).PredictProbabilities(model.Encode(table), shares);
        return shares;
    }
}
