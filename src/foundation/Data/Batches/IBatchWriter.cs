namespace Kirana.Data.Batches;

/// <summary>A place that takes batches one after another: how results larger than memory leave an area.</summary>
/// <typeparam name="T">The batch.</typeparam>
/// <remarks>Not thread-safe. What was written becomes visible only after <see cref="Complete"/>; disposing without it leaves
/// nothing behind.</remarks>
public interface IBatchWriter<in T> : IDisposable
{
    /// <summary>Takes the next batch. The writer does not keep the object after the call returns.</summary>
    /// <param name="batch">The batch.</param>
    void Write(T batch);

    /// <summary>Makes everything written so far visible, all of it at once. May be called once.</summary>
    void Complete();
}
