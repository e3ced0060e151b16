namespace Kirana.Cli.Commands.Learn;

/// <summary>A learner of one depth.</summary>
/// <param name="Depth">The most splits on the way to a leaf.</param>
/// <param name="TrainError">The mean error on the rows each fit saw.</param>
/// <param name="TestError">The mean error on rows that no fit saw: bias² and variance together.</param>
/// <param name="TestInterval">Its limits of 95 %.</param>
/// <param name="BiasSquared">Bias², with noise.</param>
/// <param name="Variance">Variance from bootstrap to bootstrap.</param>
/// <param name="Leaves">The mean number of leaves of a tree.</param>
/// <param name="MostLeaves">The most it could have, 2 to the depth.</param>
/// <param name="Verdict">Under-fitting, over-fitting or about right.</param>
/// <param name="Best">Whether the test error is the least of all depths.</param>
internal sealed record DepthAnswer(
    int Depth, double TrainError, double TestError, double[] TestInterval, double BiasSquared, double Variance, double Leaves, long MostLeaves, string Verdict, bool Best);
