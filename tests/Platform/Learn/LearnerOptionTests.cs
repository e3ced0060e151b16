using System.Reflection;
using Kirana.Data.Fitting;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Linear;
using Kirana.Learn.Trees;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Machines;

namespace Kirana.Tests.Platform.Learn;

public sealed class LearnerOptionTests
{
    [Theory]
    [InlineData("boosting", typeof(GradientBoosting))]
    [InlineData("forest", typeof(RandomForest))]
    [InlineData("extra-trees", typeof(ExtraTrees))]
    [InlineData("tree", typeof(DecisionTree))]
    [InlineData("linear", typeof(LinearRegression))]
    [InlineData("ridge", typeof(RidgeRegression))]
    [InlineData("elastic-net", typeof(ElasticNet))]
    [InlineData("sgd", typeof(StochasticGradientRegression))]
    [InlineData("logistic", typeof(LogisticRegression))]
    [InlineData("svm", typeof(MachineLearner))]
    public void Every_property_of_a_learner_is_an_option_and_no_other(string name, Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => Plain(property.Name)).Order();
        Assert.Equal(properties, Learner(name).Options.Select(option => Plain(option.Name)).Order());
    }

    [Theory]
    [InlineData("learning-rate")]
    [InlineData("LearningRate")]
    [InlineData("learning_rate")]
    public void Names_may_be_written_in_any_way(string name)
    {
        var (request, one) = (LearnJobTests.Request(ShopTable.Of(100), "again"), Learner("boosting").With("trees", "2"));
        var written = LearnJob.Run(request with { Learner = one.With(name, "0.5") }, FitContext.Default);
        Assert.NotEqual(LearnJob.Run(request with { Learner = one }, FitContext.Default).Predictions, written.Predictions);
    }

    [Theory]
    [InlineData("boosting", "trees", "many")]
    [InlineData("boosting", "trees", "1.5")]
    [InlineData("boosting", "learning-rate", "NaN")]
    [InlineData("boosting", "growth", "sideways")]
    [InlineData("boosting", "objective", "quantile")]
    [InlineData("boosting", "objective", "huber:-1")]
    [InlineData("boosting", "monotone", "price:2")]
    [InlineData("boosting", "monotone", "price")]
    [InlineData("forest", "bootstrap", "perhaps")]
    [InlineData("tree", "criterion", "geni")]
    [InlineData("svm", "kernel", "cubic")]
    [InlineData("svm", "kernel", "rbf:wide")]
    [InlineData("elastic-net", "penalty", "small")]
    public void A_value_of_another_kind_is_refused(string learner, string option, string value) => Assert.ThrowsAny<ArgumentException>(() => Learner(learner).With(option, value));

    [Fact]
    public void An_unknown_name_is_told_apart_from_a_wrong_value() => Assert.Throws<KeyNotFoundException>(() => Learner("boosting").With("tress", "3"));

    [Theory]
    [InlineData("boosting", "learning-rate", "7")]
    [InlineData("boosting", "leaves", "1")]
    [InlineData("forest", "row-fraction", "0")]
    [InlineData("tree", "pruning-folds", "1")]
    [InlineData("logistic", "penalty", "-1")]
    [InlineData("svm", "c", "0")]
    public void Ranges_are_checked_by_the_learner(string learner, string option, string value) => Assert.ThrowsAny<ArgumentException>(() =>
        LearnJob.Run(LearnJobTests.Request(ShopTable.Of(60), "again") with { Learner = Learner(learner).With(option, value) }, FitContext.Default));

    [Theory]
    [InlineData("boosting", "objective=poisson monotone=days:-1,orders:1 interactions=orders+days,basket")]
    [InlineData("boosting", "objective=quantile:0.9 growth=level-wise max-depth=3 sampling=gradient-one-side")]
    [InlineData("forest", "features-per-split=2 max-depth=none bootstrap=no row-fraction=0.5")]
    [InlineData("tree", "criterion=absolute max-depth=3")]
    public void Values_reach_the_learner(string learner, string settings)
    {
        var own = learner is "tree" ? Learner(learner) : Learner(learner).With("trees", "3");
        foreach (var setting in settings.Split(' '))
            own = own.With(setting[..setting.IndexOf('=')], setting[(setting.IndexOf('=') + 1)..]);
        var table = ShopTable.Of(200).Without("again", "tier", "segment");
        var plain = LearnJob.Run(LearnJobTests.Request(Positive(table), "spend") with { Learner = learner is "tree" ? Learner(learner) : Learner(learner).With("trees", "3") }, FitContext.Default);
        var set = LearnJob.Run(LearnJobTests.Request(Positive(table), "spend") with { Learner = own }, FitContext.Default);
        Assert.NotEqual(plain.Predictions, set.Predictions);
    }

    [Theory]
    [InlineData("squared", LearnTask.Binary, "again")]
    [InlineData("lambdamart", LearnTask.Regression, "spend")]
    [InlineData("poisson", LearnTask.Multiclass, "tier")]
    public void An_objective_of_another_task_is_refused(string objective, LearnTask task, string target) => Assert.Throws<ArgumentException>(() =>
        LearnJob.Run(LearnJobTests.Request(ShopTable.Of(60), target) with { Task = task, Learner = Learner("boosting").With("objective", objective) }, FitContext.Default));

    private static Kirana.Data.Tables.Table Positive(Kirana.Data.Tables.Table table) =>
        table.With(new Kirana.Data.Tables.NumberColumn("spend", [.. table.Numbers("spend").Doubles.ToArray().Select(Math.Abs)]));

    private static TableLearner Learner(string name) => TableLearners.All.First(own => string.Equals(own.Name, name, StringComparison.Ordinal));

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
