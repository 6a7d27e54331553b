using System.Reflection;
using StackOne.Ats;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestFramework(typeof(TimeLimit))]

namespace StackOne.Ats;

/// <summary>xUnit.net's test framework with a default for <see cref="FactAttribute.Timeout"/>: a test that hangs fails, and the others go on.</summary>
/// <remarks>A test that blocks its thread, or loops, fails too; the thread is lost until the process ends.</remarks>
public sealed class TimeLimit : XunitTestFramework
{
    /// <summary>Several times what the longest test takes on a busy machine. A test that needs more says so in its own attribute.</summary>
    internal static readonly TimeSpan Default = TimeSpan.FromSeconds(60);

    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) =>
        new Discoverer(((XunitTestFrameworkDiscoverer)base.CreateDiscoverer(assembly)).TestAssembly);

    private sealed class Discoverer(IXunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
    {
        protected override ValueTask<bool> FindTestsForMethod(
            IXunitTestMethod testMethod, ITestFrameworkDiscoveryOptions discoveryOptions, Func<ITestCase, ValueTask<bool>> discoveryCallback)
        {
            foreach (FactAttribute test in testMethod.FactAttributes.OfType<FactAttribute>().Where(test => test.Timeout == 0))
            {
                test.Timeout = (int)Default.TotalMilliseconds;
            }

            return base.FindTestsForMethod(testMethod, discoveryOptions, discoveryCallback);
        }
    }
}
