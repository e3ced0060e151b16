using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Tests.Platform.Learn;

/// <summary>Models that a program fitted and saved, without the job that learns from files.</summary>
public sealed class SavedModelTests : IDisposable
{
    private readonly LearnFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("again", LearnTask.Binary)]
    [InlineData("tier", LearnTask.Multiclass)]
    [InlineData("spend", LearnTask.Regression)]
    public void A_model_that_saved_itself_tells_its_task_and_predicts_the_same(string target, LearnTask task)
    {
        var table = ShopTable.Of(200).Without([.. new[] { "customer", "again", "tier", "spend" }.Except([target])]);
        var data = new TabularData(table, target);
        Same(new GradientBoosting { Trees = 5 }.Fit(data, FitContext.Default), model => model.Save(_folder["model"]), "boosting");
        Same(new RandomForest { Trees = 3 }.Fit(data, FitContext.Default), model => model.Save(_folder["model"]), "forest");
        Same(new DecisionTree { MaxDepth = 4 }.Fit(data, FitContext.Default), model => model.Save(_folder["model"]), "tree");

        void Same<TModel>(TModel model, Action<TModel> save, string learner) where TModel : ITableModel
        {
            save(model);
            var loaded = LearnedModel.Load(_folder["model"]);
            Assert.Equal((learner, null, null, task), (loaded.Learner, loaded.Target, loaded.Group, loaded.Fitted.Task));
            Assert.Equal(model.Schema.Columns, loaded.Columns.Columns);
            Assert.Equal(model.Labels, loaded.Fitted.Labels);
            var encoded = model.Encode(table);
            Assert.Equal(encoded, loaded.Fitted.Encode(table));
            var (own, predictions) = (new float[200 * loaded.Fitted.Outputs], new float[200 * loaded.Fitted.Outputs]);
            if (task == LearnTask.Multiclass)
                ((IMulticlassClassifier)model).PredictProbabilities(encoded, own);
            else if (task == LearnTask.Binary)
                ((IBinaryClassifier)model).PredictProbability(encoded, own);
            else
                ((IRegressor)model).Predict(encoded, own);
            loaded.Fitted.Predict(encoded, predictions);
            Assert.Equal(own, predictions);
        }
    }

    [Theory]
    [InlineData("linear", "spend", LearnTask.Regression)]
    [InlineData("ridge", "spend", LearnTask.Regression)]
    [InlineData("elastic-net", "spend", LearnTask.Regression)]
    [InlineData("sgd", "spend", LearnTask.Regression)]
    [InlineData("logistic", "again", LearnTask.Binary)]
    [InlineData("logistic", "tier", LearnTask.Multiclass)]
    [InlineData("svm", "again", LearnTask.Binary)]
    [InlineData("svm", "tier", LearnTask.Multiclass)]
    [InlineData("svm", "spend", LearnTask.Regression)]
    public void A_model_of_numbers_is_kept_and_predicts_the_same(string name, string target, LearnTask task)
    {
        var table = ShopTable.Of(150).Select(["orders", "days", "basket", target]);
        var learner = TableLearners.All.First(own => string.Equals(own.Name, name, StringComparison.Ordinal));
        var result = LearnJob.Run(LearnJobTests.Request(table, target) with { Learner = learner }, FitContext.Default);
        result.Model.Save(_folder["model"]);
        var loaded = LearnedModel.Load(_folder["model"]);
        Assert.Equal((name, target, task), (loaded.Learner, loaded.Target, loaded.Fitted.Task));
        var predictions = new float[result.Predictions.Length];
        loaded.Fitted.Predict(loaded.Fitted.Encode(result.Test.Table), predictions);
        Assert.Equal(result.Predictions, predictions);
        if (task == LearnTask.Multiclass)
            Assert.All(predictions.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-5));
        var metric = task == LearnTask.Regression ? "rmse" : "log_loss";
        Assert.True(result.Metrics[metric].Estimate < result.Baseline[metric].Estimate);
    }

    [Fact]
    public void A_model_that_ranks_is_known_by_its_objective()
    {
        var data = new TabularData(LearnJobTests.Lists(), "relevance", group: "query");
        new GradientBoosting { Trees = 3, MinRowsPerLeaf = 5, Objective = Objective.LambdaMart() }.Fit(data, FitContext.Default).Save(_folder["model"]);
        Assert.Equal(LearnTask.Ranking, LearnedModel.Load(_folder["model"]).Fitted.Task);
    }

    [Fact]
    public void A_model_learnt_by_the_job_is_loaded_by_its_type_and_predicts_the_same()
    {
        foreach (var (name, load) in new (string, Func<string, ITableModel>)[] { ("boosting", BoostedTrees.Load), ("extra-trees", Forest.Load), ("tree", CartTree.Load) })
        {
            var learner = TableLearners.All.First(own => string.Equals(own.Name, name, StringComparison.Ordinal));
            var result = LearnJob.Run(LearnJobTests.Request(ShopTable.Of(200).Without("again", "spend"), "tier") with { Learner = name is "tree" ? learner : learner.With("trees", "3") }, FitContext.Default);
            result.Model.Save(_folder["model"]);
            var model = load(_folder["model"]);
            var shares = new float[result.Predictions.Length];
            ((IMulticlassClassifier)model).PredictProbabilities(model.Encode(result.Test.Table), shares);
            Assert.Equal(result.Predictions, shares);
        }
    }

    [Theory]
    [InlineData("boosted-trees", "boosting", null)]
    [InlineData("forest", "forest", null)]
    [InlineData("cart-tree", "tree", null)]
    [InlineData("learned", "boosting", "tier")]
    public void A_file_of_the_first_layout_is_read_with_and_without_a_description(string name, string learner, string? target)
    {
        var model = LearnedModel.Load(Path.Combine(RepositoryFolder.Path, "tests", "golden", "Learn", "models", name + "-1.safetensors"));
        Assert.Equal((learner, target, LearnTask.Multiclass), (model.Learner, model.Target, model.Fitted.Task));
        Assert.Equal(["orders", "basket", "segment"], model.Columns.Columns.Select(column => column.Name));
        Assert.Equal(ColumnKind.Category, model.Columns.Columns[2].Kind);
    }

    [Theory]
    [InlineData("""{"task":"regression"}""", "not for the task regression")]
    [InlineData("""{"task":"ranking"}""", "not for the task ranking")]
    [InlineData("""{"task":"guess"}""", "'guess' is not known")]
    [InlineData("""{"task":2}""", "")]
    [InlineData("""{"columns":[{"name":"other","kind":"double"}]}""", "not those of the model")]
    [InlineData("""{"columns":3}""", "")]
    [InlineData("[]", "")]
    public void A_description_that_does_not_fit_its_model_is_refused(string description, string words)
    {
        var writer = new ModelWriter(Forest.ModelKind, Forest.ModelVersion, Forest.ModelVersion);
        new RandomForest { Trees = 2 }.Fit(new TabularData(ShopTable.Of(60).Select(["orders", "tier"]), "tier"), FitContext.Default).Save(writer);
        writer.Schema = description;
        writer.Save(_folder["model"]);
        var fault = Assert.Throws<DataException>(() => LearnedModel.Load(_folder["model"]));
        Assert.Equal(("bad-model", _folder["model"]), (fault.Code, fault.File));
        Assert.Contains(words, fault.Message);
    }

    [Fact]
    public void Classes_that_are_predicted_as_a_number_are_no_task()
    {
        var data = new TabularData(ShopTable.Of(60).Select(["orders", "again"]), "again");
        new GradientBoosting { Trees = 2, Objective = Objective.Squared }.Fit(data, FitContext.Default).Save(_folder["model"]);
        Assert.Contains("names classes", Assert.Throws<DataException>(() => LearnedModel.Load(_folder["model"])).Message);
    }
}
