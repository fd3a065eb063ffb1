# F1.4 Coverage along training
# Draws F1.4-horizon.svg from F1.4-horizon.tsv: gnuplot F1.4-horizon.gp
reset
if (!exists("output")) output = 'F1.4-horizon.svg'
data = 'F1.4-horizon.tsv'
set encoding utf8
set terminal svg size 1200,2053 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F1_4_horizon'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Coverage along training' at screen 0.01167, screen 0.98928 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.36993, screen 0.00585 to screen 0.39660, screen 0.01169 front fc rgb '#c80072B2' fs solid noborder
set arrow from screen 0.36993, screen 0.00877 to screen 0.39660, screen 0.00877 nohead front lw 2 lc rgb '#0072B2'
set label '' at screen 0.38327, screen 0.00877 point pt 7 ps 0.6 lc rgb '#0072B2' front
set label 'k = 1' at screen 0.40327, screen 0.00877 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.46220, screen 0.00585 to screen 0.48887, screen 0.01169 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.46220, screen 0.00877 to screen 0.48887, screen 0.00877 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.47553, screen 0.00877 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'k = 64' at screen 0.49553, screen 0.00877 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.55447, screen 0.00585 to screen 0.58113, screen 0.01169 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.55447, screen 0.00877 to screen 0.58113, screen 0.00877 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.56780, screen 0.00877 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'k = 2^12' at screen 0.58780, screen 0.00877 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: rl_edge on id
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.96736; set bmargin at screen 0.84462
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_edge on id' at screen 0.04960, screen 0.97321 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.18480, screen 0.82854 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@k (probability)' at screen 0.01500, screen 0.90599 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::4 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::5::9 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::10::14 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::0::4 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::5::9 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::10::14 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::0::4 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::5::9 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::10::14 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: rl_edge on edge
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.96736; set bmargin at screen 0.84462
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_edge on edge' at screen 0.36793, screen 0.97321 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.51063, screen 0.82854 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::15::19 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::20::24 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::25::29 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::15::19 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::20::24 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::25::29 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::15::19 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::20::24 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::25::29 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: rl_edge on hard
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.96736; set bmargin at screen 0.84462
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_edge on hard' at screen 0.70127, screen 0.97321 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.84397, screen 0.82854 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::30::34 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::35::39 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::40::44 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::30::34 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::35::39 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::40::44 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::30::34 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::35::39 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::40::44 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: rl_id on id
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.80662; set bmargin at screen 0.68388
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_id on id' at screen 0.04960, screen 0.81247 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.18480, screen 0.66780 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@k (probability)' at screen 0.01500, screen 0.74525 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::45::49 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::50::54 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::55::59 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::45::49 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::50::54 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::55::59 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::45::49 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::50::54 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::55::59 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 5: rl_id on edge
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.80662; set bmargin at screen 0.68388
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_id on edge' at screen 0.36793, screen 0.81247 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.51063, screen 0.66780 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::60::64 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::65::69 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::70::74 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::60::64 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::65::69 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::70::74 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::60::64 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::65::69 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::70::74 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 6: rl_id on hard
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.80662; set bmargin at screen 0.68388
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_id on hard' at screen 0.70127, screen 0.81247 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.84397, screen 0.66780 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::75::79 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::80::84 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::85::89 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::75::79 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::80::84 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::85::89 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::75::79 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::80::84 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::85::89 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 7: rl_hard on id
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.64588; set bmargin at screen 0.52314
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_hard on id' at screen 0.04960, screen 0.65173 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.18480, screen 0.50706 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@k (probability)' at screen 0.01500, screen 0.58451 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::90::94 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::95::99 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::100::104 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::90::94 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::95::99 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::100::104 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::90::94 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::95::99 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::100::104 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 8: rl_hard on edge
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.64588; set bmargin at screen 0.52314
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_hard on edge' at screen 0.36793, screen 0.65173 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.51063, screen 0.50706 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::105::109 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::110::114 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::115::119 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::105::109 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::110::114 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::115::119 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::105::109 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::110::114 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::115::119 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 9: rl_hard on hard
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.64588; set bmargin at screen 0.52314
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_hard on hard' at screen 0.70127, screen 0.65173 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.84397, screen 0.50706 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::120::124 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::125::129 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::130::134 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::120::124 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::125::129 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::130::134 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::120::124 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::125::129 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::130::134 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 10: rl_hard_warm on id
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.48514; set bmargin at screen 0.36240
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_hard_warm on id' at screen 0.04960, screen 0.49099 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.18480, screen 0.34632 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@k (probability)' at screen 0.01500, screen 0.42377 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::135::139 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::140::144 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::145::149 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::135::139 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::140::144 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::145::149 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::135::139 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::140::144 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::145::149 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 11: rl_hard_warm on edge
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.48514; set bmargin at screen 0.36240
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_hard_warm on edge' at screen 0.36793, screen 0.49099 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.51063, screen 0.34632 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::150::154 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::155::159 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::160::164 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::150::154 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::155::159 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::160::164 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::150::154 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::155::159 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::160::164 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 12: rl_hard_warm on hard
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.48514; set bmargin at screen 0.36240
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_hard_warm on hard' at screen 0.70127, screen 0.49099 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.84397, screen 0.34632 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::165::169 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::170::174 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::175::179 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::165::169 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::170::174 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::175::179 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::165::169 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::170::174 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::175::179 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 13: thin_rl_edge on id
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.32440; set bmargin at screen 0.20166
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'thin_rl_edge on id' at screen 0.04960, screen 0.33025 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.18480, screen 0.18558 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@k (probability)' at screen 0.01500, screen 0.26303 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::180::184 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::185::189 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::190::194 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::180::184 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::185::189 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::190::194 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::180::184 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::185::189 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::190::194 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 14: thin_rl_edge on edge
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.32440; set bmargin at screen 0.20166
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'thin_rl_edge on edge' at screen 0.36793, screen 0.33025 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.51063, screen 0.18558 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::195::199 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::200::204 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::205::209 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::195::199 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::200::204 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::205::209 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::195::199 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::200::204 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::205::209 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 15: thin_rl_edge on hard
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.32440; set bmargin at screen 0.20166
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'thin_rl_edge on hard' at screen 0.70127, screen 0.33025 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.84397, screen 0.18558 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::210::214 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::215::219 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::220::224 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::210::214 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::215::219 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::220::224 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::210::214 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::215::219 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::220::224 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 16: thin_rl_hard on id
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.16366; set bmargin at screen 0.04092
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'thin_rl_hard on id' at screen 0.04960, screen 0.16951 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.18480, screen 0.02484 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@k (probability)' at screen 0.01500, screen 0.10229 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::225::229 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::230::234 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::235::239 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::225::229 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::230::234 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::235::239 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::225::229 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::230::234 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::235::239 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 17: thin_rl_hard on edge
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.16366; set bmargin at screen 0.04092
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'thin_rl_hard on edge' at screen 0.36793, screen 0.16951 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.51063, screen 0.02484 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::240::244 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::245::249 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::250::254 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::240::244 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::245::249 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::250::254 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::240::244 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::245::249 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::250::254 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 18: thin_rl_hard on hard
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.16366; set bmargin at screen 0.04092
unset logscale x; set xrange [0.0:105.0]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'thin_rl_hard on hard' at screen 0.70127, screen 0.16951 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'training (% of the budget)' at screen 0.84397, screen 0.02484 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::255::259 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::260::264 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::265::269 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::255::259 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::260::264 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::265::269 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::255::259 using 4:5:(sprintf('k = 1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::260::264 using 4:5:(sprintf('k = 64: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::265::269 using 4:5:(sprintf('k = 2^12: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
