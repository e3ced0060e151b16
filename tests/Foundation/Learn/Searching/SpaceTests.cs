using Kirana.Learn;
using Kirana.Learn.Boosting;
using Kirana.Learn.Linear;
using Kirana.Learn.Searching;
using Kirana.Learn.Trees;

namespace Kirana.Tests.Foundation.Learn.Searching;

public sealed class SpaceTests
{
    [Fact]
    public void Dimensions_are_named_after_what_they_set_and_go_from_end_to_end()
    {
        var space = Space.Of(new GradientBoosting())
            .LogUniform(1e-3, 0.3, (l, v) => l with { LearningRate = v }).Uniform(0.5, 1, (l, v) => l with { RowFraction = v })
            .Whole(2, 5, (l, v) => l with { MaxDepth = v }).LogWhole(4, 64, (l, v) => l with { Leaves = v })
            .Choice([TreeGrowth.LevelWise, TreeGrowth.LeafWise], (l, v) => l with { Growth = v });
        Assert.Equal(["LearningRate", "RowFraction", "MaxDepth", "Leaves", "Growth"], space.Names);
        Assert.Equal([0, 0, 4, 0, 2], space.Levels);

        var (first, words) = space.At([0, 0, 0, 0, 0]);
        Assert.Equal(1e-3, first.LearningRate, 1e-15);
        Assert.Equal((0.5, 2, 4, TreeGrowth.LevelWise), (first.RowFraction, first.MaxDepth, first.Leaves, first.Growth));
        Assert.Equal(["0.001", "0.5", "2", "4", "LevelWise"], words);
        var last = space.At([1, 1, 1, 1, 1]).Learner;
        Assert.Equal(0.3, last.LearningRate, 1e-12);
        Assert.Equal((1.0, 5, 64, TreeGrowth.LeafWise), (last.RowFraction, last.MaxDepth, last.Leaves, last.Growth));
        Assert.Equal(Math.Sqrt(3e-4), space.At([0.5, 0, 0, 0, 0]).Learner.LearningRate, 1e-12);
        Assert.Equal(16, space.At([0, 0, 0, 0.5, 0]).Learner.Leaves);
    }

    [Fact]
    public void Different_learners_can_be_a_choice()
    {
        var space = Space.Of<IEstimator<ITableModel>>(new DecisionTree()).Choice<IEstimator<ITableModel>>([new LinearRegression(), new GradientBoosting()], (_, v) => v, "learner");
        Assert.Equal(["learner"], space.Names);
        Assert.IsType<GradientBoosting>(space.At([0.7]).Learner);
    }

    [Fact]
    public void Dimensions_that_are_no_intervals_are_refused()
    {
        var space = Space.Of(new GradientBoosting());
        Assert.Throws<ArgumentException>(() => space.Uniform(1, 1, (l, v) => l with { LearningRate = v }));
        Assert.Throws<ArgumentException>(() => space.LogUniform(0, 1, (l, v) => l with { LearningRate = v }));
        Assert.Throws<ArgumentException>(() => space.Whole(3, 2, (l, v) => l with { Leaves = v }));
        Assert.Throws<ArgumentException>(() => space.Uniform(0, double.PositiveInfinity, (l, v) => l with { LearningRate = v }));
        Assert.Throws<ArgumentException>(() => space.Choice(Array.Empty<int>(), (l, v) => l with { Leaves = v }));
    }
}
