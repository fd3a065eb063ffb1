# F6.3 Half a run forecasts the other half
# Draws F6.3-forecasts.svg from F6.3-forecasts.tsv: gnuplot F6.3-forecasts.gp
reset
if (!exists("output")) output = 'F6.3-forecasts.svg'
data = 'F6.3-forecasts.tsv'
set encoding utf8
set terminal svg size 1200,403 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F6_3_forecasts'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Half a run forecasts the other half' at screen 0.01167, screen 0.94541 left font 'sans-serif Bold,16' tc rgb '#111111' front
set label '' at screen 0.13327, screen 0.04467 point pt 7 ps 0.8 lc rgb '#333333' front
set label 'reward' at screen 0.15327, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.24940, screen 0.04467 to screen 0.27607, screen 0.04467 nohead front lw 2 lc rgb '#0072B2'
set label '' at screen 0.26273, screen 0.04467 point pt 7 ps 0.6 lc rgb '#0072B2' front
set label 'persistence' at screen 0.28273, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.37887, screen 0.04467 to screen 0.40553, screen 0.04467 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.39220, screen 0.04467 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'log-linear' at screen 0.41220, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.50833, screen 0.04467 to screen 0.53500, screen 0.04467 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.52167, screen 0.04467 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'exponential' at screen 0.54167, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.63780, screen 0.04467 to screen 0.66447, screen 0.04467 nohead front lw 2 lc rgb '#CC79A7'
set label '' at screen 0.65113, screen 0.04467 point pt 11 ps 0.6 lc rgb '#CC79A7' front
set label 'sigmoid' at screen 0.67113, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.76727, screen 0.04467 to screen 0.79393, screen 0.04467 nohead front lw 2 lc rgb '#E69F00'
set label '' at screen 0.78060, screen 0.04467 point pt 13 ps 0.6 lc rgb '#E69F00' front
set label 'one-mechanism' at screen 0.80060, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: rl_id, seed 0
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [0.0:61.95]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_id, seed 0' at screen 0.04960, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'updates' at screen 0.18480, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01500, screen 0.52109 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
set arrow from first 30.0, graph 0 to first 30.0, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'seen | forecast' at first 30.0, graph 0.97 left offset 0.5,0 font ',11' tc rgb '#666666' front
plot data skip 1 every ::0::59 using 4:5 with points pt 7 ps 0.6 lc rgb '#40333333' notitle, \
     data skip 1 every ::60::89 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::90::119 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::120::149 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::150::179 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::180::209 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::0::59 using 4:5:(sprintf('reward: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::60::89 using 4:5:(sprintf('persistence: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::90::119 using 4:5:(sprintf('log-linear: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::120::149 using 4:5:(sprintf('exponential: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::150::179 using 4:5:(sprintf('sigmoid: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::180::209 using 4:5:(sprintf('one-mechanism: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: rl_id, seed 1
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [0.0:61.95]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_id, seed 1' at screen 0.36793, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'updates' at screen 0.51063, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from first 30.0, graph 0 to first 30.0, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'seen | forecast' at first 30.0, graph 0.97 left offset 0.5,0 font ',11' tc rgb '#666666' front
plot data skip 1 every ::210::269 using 4:5 with points pt 7 ps 0.6 lc rgb '#40333333' notitle, \
     data skip 1 every ::270::299 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::300::329 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::330::359 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::360::389 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::390::419 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::210::269 using 4:5:(sprintf('reward: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::270::299 using 4:5:(sprintf('persistence: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::300::329 using 4:5:(sprintf('log-linear: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::330::359 using 4:5:(sprintf('exponential: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::360::389 using 4:5:(sprintf('sigmoid: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::390::419 using 4:5:(sprintf('one-mechanism: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: rl_edge, seed 1
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [0.0:61.95]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_edge, seed 1' at screen 0.70127, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'updates' at screen 0.84397, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from first 30.0, graph 0 to first 30.0, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'seen | forecast' at first 30.0, graph 0.97 left offset 0.5,0 font ',11' tc rgb '#666666' front
plot data skip 1 every ::420::479 using 4:5 with points pt 7 ps 0.6 lc rgb '#40333333' notitle, \
     data skip 1 every ::480::509 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::510::539 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::540::569 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::570::599 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::600::629 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::420::479 using 4:5:(sprintf('reward: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::480::509 using 4:5:(sprintf('persistence: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::510::539 using 4:5:(sprintf('log-linear: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::540::569 using 4:5:(sprintf('exponential: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::570::599 using 4:5:(sprintf('sigmoid: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::600::629 using 4:5:(sprintf('one-mechanism: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
