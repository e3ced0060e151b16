using Kirana.Storage.Imports;

namespace Kirana.Tests.Platform.Storage;

/// <summary>The embedded store keeps the contract with limits so small that imports go by chunks, segments and merges.</summary>
public sealed class EmbeddedBulkStoreTests : EmbeddedStoreTests
{
    internal override ImportRules Rules => new() { FreshRows = 4, SegmentRows = 16, SmallSegments = 3 };
}
